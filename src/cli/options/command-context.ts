import type { Workspace } from "../../workbench/workspace.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What every command gets. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly workspace: Workspace;
  /** Runs a command's work and turns its result, or what it throws, into the exit code. */
  execute(options: { readonly json?: boolean | undefined }, action: () => Promise<number>): Promise<void>;
}
