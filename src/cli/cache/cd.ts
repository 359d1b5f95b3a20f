import { moveCache } from "../../workbench/cache/move-cache.ts";
import { modelCacheOf } from "../../workbench/model-cache.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface ChangeLocationOptions {
  readonly folder: string;
  readonly json: boolean;
}

/** `assay cache cd` */
export async function changeLocation(options: ChangeLocationOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  const before = modelCacheOf(workspace);
  const location = await moveCache(options.folder, workspace);
  const { from, where } = workspace.origins.modelCache;
  const isOverruled = ["environment", ".env", "project"].includes(from);
  terminal.printResult(options, { location, before, isOverruled }, () => {
    terminal.note(`from now on models are downloaded into ${location}`);
    if (before !== location)
      terminal.note(`what is in ${before} stays there; move it with your file manager if you want it in the new place`);
    if (isOverruled) terminal.note(`${terminal.style("yellow", "warning:")} ${where} says otherwise, and is stronger`);
  });
  return EXIT.ok;
}
