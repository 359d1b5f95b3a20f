import type { Surroundings } from "../workbench/surroundings.ts";
import type { Terminal } from "./terminal.ts";

/** What every command gets. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly surroundings: Surroundings;
  /** Runs a command's work and turns its result, or what it throws, into the exit code. */
  execute(options: { readonly json?: boolean | undefined }, action: () => Promise<number>): Promise<void>;
}
