import { downloadModel as downloadFiles } from "../../../workbench/hub/download-model.ts";
import { isUsable } from "../../../workbench/model/list-catalog.ts";
import type { ServedModel } from "../../../workbench/model-host/model-host.ts";
import type { ServiceState } from "../../../workbench/service-control/service-state.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { listenForInterrupt } from "../../terminal/interrupt.ts";
import { connect } from "../classic/connect.ts";
import { openServiceModels } from "../classic/open-models.ts";
import { renderDownloadBar } from "../render/download-bar.ts";

type Options = Readonly<Record<string, unknown>>;

const TIPS = `Tips:
- To find model cache location use: foundry cache location
- To find models already downloaded use: foundry cache ls`;

/** `foundry model download` */
export async function downloadModel(name: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { state } = await connect(context);
  const model = await (await openServiceModels(context, state)).find(name, options.device);
  const isForced = options.force === true && model.hub !== undefined;
  if (isUsable(model) && !isForced) terminal.print(`Model ${model.servedName} was found in the local cache.`);
  else {
    await download(model, state, context, terminal.print, isForced);
    terminal.print(TIPS);
  }
  return 0;
}

/** Downloads a model and draws how far it is; where nobody looks, only the end is written. */
export async function download(
  { servedName }: ServedModel,
  { project }: Pick<ServiceState, "project">,
  { terminal, workspace }: CommandContext,
  say: (line: string) => void,
  force = false,
): Promise<void> {
  say(`Downloading ${servedName}...`);
  using interrupt = listenForInterrupt(terminal, "\nStopping; the next download goes on from here ...");
  let bar = renderDownloadBar({ doneBytes: 1, totalBytes: 1 });
  await downloadFiles(
    servedName,
    { ...workspace, directory: project },
    {
      signal: interrupt.signal,
      force,
      onProgress(event) {
        if (event.type !== "progress") return;
        bar = renderDownloadBar(event);
        if (terminal.isInteractive) terminal.err.write(`\r${bar}`);
      },
    },
  );
  if (terminal.isInteractive) terminal.err.write("\n");
  else say(bar);
}
