import { AssayError, toAssayError, toErrorRecord } from "../../core/errors.ts";
import type { Downloaded } from "../../hub/download/download-from-hub.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { nextTimeOfDay, waitUntil } from "../../lib/time-of-day.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { downloadModel } from "../../workbench/hub/download-model.ts";
import type { Workspace } from "../../workbench/workspace.ts";
import type { CommandContext } from "../options/command-context.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { createDownloadDisplay } from "../render/download-progress.ts";
import { EXIT, toExitCode } from "../terminal/exit-codes.ts";
import { fail } from "../terminal/fail.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import type { Terminal } from "../terminal/terminal.ts";

type Options = Readonly<Record<string, unknown>>;

/** `assay model download` */
export async function download(name: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await readCommandSettings(options, [], context.workspace);
  using interrupt = listenForInterrupt(terminal, "stopping; what came is kept");
  const downloaded = await downloadShown(name, options, { terminal, workspace }, interrupt.signal);
  if (options.json === true) terminal.print(JSON.stringify({ model: name, ...downloaded }, null, 2));
  else terminal.print(describe(name, downloaded));
  return EXIT.ok;
}

/** `assay model prefetch` */
export async function prefetch(names: readonly string[], options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await readCommandSettings(options, [], context.workspace);
  const { now } = workspace;
  const at = typeof options.at === "string" ? nextTimeOfDay(options.at, now()) : undefined;
  using interrupt = listenForInterrupt(terminal, "stopping; what came is kept");
  if (at !== undefined) {
    // Sweden writes what ISO 8601 says, in local time.
    terminal.note(
      `waiting until ${at.toLocaleString("sv-SE")} to download ${pluralize(names.length, "model")}; Ctrl-C stops, and so does the end of this terminal`,
    );
    await waitUntil(at, workspace, interrupt.signal);
  }
  const results: object[] = [];
  const failures: AssayError[] = [];
  for (const name of names) {
    try {
      const downloaded = await downloadShown(name, options, { terminal, workspace }, interrupt.signal);
      results.push({ model: name, ...downloaded });
      if (options.json !== true) terminal.print(describe(name, downloaded));
    } catch (thrown) {
      const error = toAssayError(thrown);
      if (error.code === "aborted") throw error;
      // One that cannot be had does not keep the night from the others.
      failures.push(error);
      results.push({ model: name, error: toErrorRecord(error) });
      if (options.json !== true) fail(error, terminal, false);
    }
  }
  if (options.json === true) terminal.print(JSON.stringify({ models: results }, null, 2));
  const [first] = failures;
  return first === undefined ? EXIT.ok : names.length === 1 ? toExitCode(first.code) : EXIT.failed;
}

async function downloadShown(
  name: string,
  options: Options,
  { terminal, workspace }: { readonly terminal: Terminal; readonly workspace: Workspace },
  signal: AbortSignal,
): Promise<Downloaded> {
  const { clock } = workspace;
  using display = createDownloadDisplay(terminal, clock.now);
  const text = (key: string) => (typeof options[key] === "string" ? options[key] : undefined);
  try {
    return await downloadModel(name, workspace, {
      signal,
      onProgress: display.onProgress,
      file: text("file"),
      revision: text("revision"),
      force: options.force === true,
    });
  } catch (thrown) {
    throw signal.aborted ? stopped(name, options, thrown) : thrown;
  }
}

function stopped(name: string, { file, revision }: Options, cause: unknown): AssayError {
  const flags = Object.entries({ file, revision }).flatMap(([flag, value]) =>
    value === undefined ? [] : [` --${flag} ${value}`],
  );
  const again = `assay model download ${name}${flags.join("")}`;
  return new AssayError({
    code: "aborted",
    message: `Stopped downloading ${name}; what came is kept`,
    hint: `go on with: ${again}`,
    cause,
  });
}

function describe(name: string, { path, files, bytes, alreadyThere }: Downloaded): string {
  const size = `${formatQuantity(bytes, "bytes")}${files.length > 1 ? ` in ${pluralize(files.length, "file")}` : ""}`;
  return alreadyThere ? `${name} is here already (${size}): ${path}` : `downloaded ${name} (${size}): ${path}`;
}
