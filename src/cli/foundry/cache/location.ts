import { modelCacheOf } from "../../../workbench/model-cache.ts";
import type { CommandContext } from "../../options/command-context.ts";

/** `foundry cache location` */
export async function showLocation(_options: object, context: CommandContext): Promise<number> {
  context.terminal.print(`💾 Cache directory path: ${modelCacheOf(await context.openWorkspace())}`);
  return 0;
}
