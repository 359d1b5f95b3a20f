import { isUsable } from "../../../workbench/model/list-catalog.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { connect } from "../classic/connect.ts";
import { openServiceModels } from "../classic/open-models.ts";
import { downloadShown } from "../classic/show-download.ts";

export interface DownloadOptions {
  readonly model: string;
  readonly device: string | undefined;
  readonly force: boolean;
}

const TIPS = `Tips:
- To find model cache location use: foundry cache location
- To find models already downloaded use: foundry cache ls`;

/** `foundry model download` */
export async function downloadModel(options: DownloadOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { state } = await connect(context);
  const { workspace, find } = await openServiceModels(context, state);
  const model = await find(options.model, options.device);
  const force = options.force && model.hub !== undefined;
  if (isUsable(model) && !force) terminal.print(`Model ${model.servedName} was found in the local cache.`);
  else {
    await downloadShown(model, { workspace, terminal, say: terminal.print, force });
    terminal.print(TIPS);
  }
  return 0;
}
