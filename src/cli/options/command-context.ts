import type { BareWorkspace, Workspace } from "../../workbench/workspace.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Context that a program's commands are created with. */
export interface ProgramContext {
  readonly terminal: Terminal;
  readonly workspace: BareWorkspace;
  /** Runs a command's work and turns its result, or what it throws, into the exit code. */
  execute(options: { readonly json?: boolean | undefined }, action: () => Promise<number>): Promise<void>;
}

/** Context of an action, besides its options. */
export interface CommandContext extends Pick<ProgramContext, "terminal" | "workspace"> {
  /**
   * Reads the settings, once; those that were typed are stronger than all others.
   *
   * Actions that need none do without: one that stops a service works with a broken assay.json.
   */
  openWorkspace(): Promise<Workspace>;
}
