import { AssayError } from "../../core/errors.ts";
import type { Downloaded } from "../../hub/download/download-from-hub.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { downloadModel } from "../../workbench/hub/download-model.ts";
import type { Workspace } from "../../workbench/workspace.ts";
import { createDownloadDisplay } from "../render/download-progress.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Files of a repository to download, and whether again. */
export interface DownloadChoice {
  readonly file?: string | undefined;
  readonly revision?: string | undefined;
  readonly force?: boolean | undefined;
}

export interface DownloadPlace {
  readonly terminal: Terminal;
  readonly workspace: Workspace;
  readonly signal: AbortSignal;
}

/** Downloads a model and shows how far it is. Whoever stops it is told how to go on. */
export async function downloadShown(
  name: string,
  choice: DownloadChoice,
  { terminal, workspace, signal }: DownloadPlace,
): Promise<Downloaded> {
  using display = createDownloadDisplay(terminal, workspace.clock.now);
  try {
    return await downloadModel(name, workspace, { ...choice, signal, onProgress: display.onProgress });
  } catch (thrown) {
    throw signal.aborted ? stopped(name, choice, thrown) : thrown;
  }
}

/** Summary of a download, in a sentence. */
export function describeDownload(name: string, { path, files, bytes, alreadyThere }: Downloaded): string {
  const size = `${formatQuantity(bytes, "bytes")}${files.length > 1 ? ` in ${pluralize(files.length, "file")}` : ""}`;
  return alreadyThere ? `${name} is here already (${size}): ${path}` : `downloaded ${name} (${size}): ${path}`;
}

function stopped(name: string, { file, revision }: DownloadChoice, cause: unknown): AssayError {
  const flags = Object.entries({ file, revision }).flatMap(([flag, value]) =>
    value === undefined ? [] : [` --${flag} ${value}`],
  );
  return new AssayError({
    code: "aborted",
    message: `The download of ${name} was stopped; what came is kept.`,
    hint: `Continue it with \`assay model download ${name}${flags.join("")}\`.`,
    cause,
  });
}
