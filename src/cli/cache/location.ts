import { modelCacheOf } from "../../workbench/model-cache.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";

/** `assay cache location` */
export async function showLocation(options: { readonly json: boolean }, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  const location = modelCacheOf(workspace);
  const { from, where } = workspace.origins.modelCache;
  const because = from === "built-in" ? "where the hub's tools keep theirs (HF_HOME)" : where;
  terminal.printResult(options, { location, because }, () => {
    terminal.print(location);
    terminal.note(`as said by: ${because}`);
  });
  return EXIT.ok;
}
