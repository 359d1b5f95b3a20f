import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { describeDownload, downloadShown } from "./show-download.ts";

export interface DownloadOptions {
  readonly model: string;
  readonly file: string | undefined;
  readonly revision: string | undefined;
  readonly force: boolean;
  readonly json: boolean;
}

/** `assay model download` */
export async function download(options: DownloadOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { model } = options;
  const workspace = await context.openWorkspace();
  using interrupt = listenForInterrupt(terminal, "stopping; what came is kept");
  const { signal } = interrupt;
  const downloaded = await downloadShown(model, options, { terminal, workspace, signal });
  terminal.printResult(options, { model, ...downloaded }, describeDownload(model, downloaded));
  return EXIT.ok;
}
