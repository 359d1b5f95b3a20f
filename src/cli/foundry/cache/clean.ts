import { removeLeftovers } from "../../cache/remove-leftovers.ts";
import type { CommandContext } from "../../options/command-context.ts";

export interface CleanOptions {
  /** Does not ask, as `yes`. */
  readonly force: boolean;
  readonly yes: boolean;
}

/** `foundry cache clean`: no release has it; what is plain to be of no use any more goes, and a model only by name. */
export async function cleanCache({ force, yes }: CleanOptions, context: CommandContext): Promise<number> {
  const code = await removeLeftovers({ yes: force || yes, json: false }, context);
  context.terminal.note("Models stay; to delete one: foundry cache remove <model>");
  return code;
}
