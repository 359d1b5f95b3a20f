import type { BareWorkspace } from "../../workbench/workspace.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What every command gets. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Its settings are read by the commands that need them: one that stops a service works with a broken assay.json. */
  readonly workspace: BareWorkspace;
  /** Runs a command's work and turns its result, or what it throws, into the exit code. */
  execute(options: { readonly json?: boolean | undefined }, action: () => Promise<number>): Promise<void>;
}
