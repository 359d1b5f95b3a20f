import { downloadModel as downloadFiles } from "../../../workbench/hub/download-model.ts";
import { isUsable } from "../../../workbench/model/list-catalog.ts";
import type { ServedModel } from "../../../workbench/model-host/model-host.ts";
import type { Workspace } from "../../../workbench/workspace.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { listenForInterrupt } from "../../terminal/interrupt.ts";
import type { Terminal } from "../../terminal/terminal.ts";
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
  const { workspace, find } = await openServiceModels(context, state);
  const model = await find(name, options.device);
  const isForced = options.force === true && model.hub !== undefined;
  if (isUsable(model) && !isForced) terminal.print(`Model ${model.servedName} was found in the local cache.`);
  else {
    await download(model, { workspace, terminal, say: terminal.print, force: isForced });
    terminal.print(TIPS);
  }
  return 0;
}

export interface DownloadOptions {
  /** The workspace that the service runs in. */
  readonly workspace: Workspace;
  readonly terminal: Terminal;
  readonly say: (line: string) => void;
  readonly force?: boolean | undefined;
}

/** Downloads a model and draws how far it is; where nobody looks, only the end is written. */
export async function download(
  { servedName }: ServedModel,
  { workspace, terminal, say, force = false }: DownloadOptions,
): Promise<void> {
  say(`Downloading ${servedName}...`);
  using interrupt = listenForInterrupt(terminal, "\nStopping; the next download goes on from here ...");
  let bar = renderDownloadBar({ doneBytes: 1, totalBytes: 1 });
  await downloadFiles(servedName, workspace, {
    signal: interrupt.signal,
    force,
    onProgress(event) {
      if (event.type !== "progress") return;
      bar = renderDownloadBar(event);
      if (terminal.isInteractive) terminal.err.write(`\r${bar}`);
    },
  });
  if (terminal.isInteractive) terminal.err.write("\n");
  else say(bar);
}
