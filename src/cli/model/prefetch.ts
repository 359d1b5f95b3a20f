import { type AssayError, toAssayError, toErrorRecord } from "../../core/errors.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { nextTimeOfDay, waitUntil } from "../../lib/time-of-day.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT, toExitCode } from "../terminal/exit-codes.ts";
import { fail } from "../terminal/fail.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { type DownloadPlace, describeDownload, downloadShown } from "./show-download.ts";

export interface PrefetchOptions {
  readonly models: readonly string[];
  /** Time of the day. */
  readonly at: string | undefined;
  readonly json: boolean;
}

/** `assay model prefetch` */
export async function prefetch(options: PrefetchOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  using interrupt = listenForInterrupt(terminal, "stopping; what came is kept");
  const { signal } = interrupt;
  if (options.at !== undefined) {
    const at = nextTimeOfDay(options.at, workspace.now());
    const models = pluralize(options.models.length, "model");
    // As ISO 8601 writes it, in local time.
    const when = at.toLocaleString("sv-SE");
    terminal.note(`waiting until ${when} to download ${models}; Ctrl-C stops, and so does the end of this terminal`);
    await waitUntil(at, workspace, signal);
  }
  const { results, failures } = await downloadAll(options, { terminal, workspace, signal });
  terminal.printResult(options, { models: results }, () => {});
  const [first] = failures;
  return first === undefined ? EXIT.ok : options.models.length === 1 ? toExitCode(first.code) : EXIT.failed;
}

/** Tells of each model when it is done. One that cannot be downloaded does not keep the others from it. */
async function downloadAll({ models, json }: PrefetchOptions, place: DownloadPlace) {
  const { terminal } = place;
  const results: object[] = [];
  const failures: AssayError[] = [];
  for (const model of models) {
    try {
      const downloaded = await downloadShown(model, {}, place);
      results.push({ model, ...downloaded });
      if (!json) terminal.print(describeDownload(model, downloaded));
    } catch (thrown) {
      const error = toAssayError(thrown);
      if (error.code === "aborted") throw error;
      failures.push(error);
      results.push({ model, error: toErrorRecord(error) });
      if (!json) fail(error, terminal, false);
    }
  }
  return { results, failures };
}
