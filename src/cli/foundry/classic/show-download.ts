import { downloadModel } from "../../../workbench/hub/download-model.ts";
import type { ServedModel } from "../../../workbench/model-host/model-host.ts";
import type { Workspace } from "../../../workbench/workspace.ts";
import { listenForInterrupt } from "../../terminal/interrupt.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { renderDownloadBar } from "../render/download-bar.ts";

export interface ShowDownloadOptions {
  /** The workspace that the service runs in. */
  readonly workspace: Workspace;
  readonly terminal: Terminal;
  readonly say: (line: string) => void;
  readonly force?: boolean | undefined;
}

/** Downloads a model and draws how far it is; where nobody looks, only the end is written. */
export async function downloadShown(
  { servedName }: ServedModel,
  { workspace, terminal, say, force = false }: ShowDownloadOptions,
): Promise<void> {
  say(`Downloading ${servedName}...`);
  using interrupt = listenForInterrupt(terminal, "\nStopping; the next download goes on from here ...");
  let bar = renderDownloadBar({ doneBytes: 1, totalBytes: 1 });
  await downloadModel(servedName, workspace, {
    signal: interrupt.signal,
    force,
    onProgress(event) {
      if (event.type === "retrying") say(`${event.because} Retrying, ${event.attempt} of ${event.attempts} ...`);
      if (event.type !== "progress") return;
      bar = renderDownloadBar(event);
      if (terminal.isInteractive) terminal.err.write(`\r${bar}`);
    },
  });
  if (terminal.isInteractive) terminal.err.write("\n");
  else say(bar);
}
