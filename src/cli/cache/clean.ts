import type { CommandContext } from "../options/command-context.ts";
import { type RemoveLeftoversOptions, removeLeftovers } from "./remove-leftovers.ts";

/** `assay cache clean` */
export function clean(options: RemoveLeftoversOptions, context: CommandContext): Promise<number> {
  return removeLeftovers(options, context);
}
