import type { Settings } from "../../settings/definitions.ts";
import { findBrowser } from "../../system/find-browser.ts";
import { createEngines } from "../../workbench/create-engines.ts";
import { same as compareSame } from "../../workbench/same/same.ts";
import { createPages } from "../browser/create-pages.ts";
import type { CommandContext } from "../options/command-context.ts";
import { createBenchProgress } from "../render/bench-progress.ts";
import { toShortPath } from "../render/print-report.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { createLiveLine } from "../terminal/live-line.ts";
import { renderSame } from "./render-same.ts";

export interface SameOptions extends Pick<Settings, "threads" | "contextTokens" | "runs"> {
  readonly model: string;
  readonly others: readonly string[];
  readonly prompts: string | undefined;
  readonly maxTokens: number | undefined;
  readonly rounds: number | undefined;
  /** Also in a page of a browser, where there is one. */
  readonly page: boolean;
  /** People open the page. */
  readonly link: boolean;
  readonly exitCode: boolean;
  readonly json: boolean;
}

/** `assay same`: exits 0 when runtimes were compared, 1 when none could be, 130 when stopped. */
export async function same(options: SameOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  using interrupt = listenForInterrupt(terminal, "stopping; what was read is kept");
  using progress = createBenchProgress(terminal, workspace.clock.now);
  const live = createLiveLine(terminal);
  const { link, page } = options;
  const browser = page && !link ? findBrowser(workspace.env) : undefined;
  await using pages = createPages({ workspace, terminal, link, browser, pageHost: undefined });
  const hasPage = page && (link || browser !== undefined);
  const { result, written } = await compareSame({
    ...options,
    ...(hasPage && { loadInPage: pages.load }),
    target: options,
    engines: createEngines(workspace),
    workspace,
    signal: interrupt.signal,
    onRead: ({ runtime, prompt }) =>
      live?.draw(prompt === undefined ? `loading ${runtime} ...` : `reading ${runtime}: ${prompt}`),
    onFailure: (target, { message }) => terminal.note(`${terminal.style("red", "failed")} ${target}: ${message}`),
    onProgress: progress.onProgress,
  }).finally(() => live?.[Symbol.dispose]());
  progress[Symbol.dispose]();
  terminal.printResult(options, result, () => terminal.print(renderSame(result, terminal)));
  if (written.html !== undefined && !options.json) terminal.note(`\nreport: ${toShortPath(written.html)}`);
  if (result.status === "stopped") return EXIT.interrupted;
  if (result.comparisons.length === 0) return EXIT.failed;
  return options.exitCode && !isSame(result) ? EXIT.failed : EXIT.ok;
}

function isSame({ runtimes, comparisons }: Parameters<typeof renderSame>[0]): boolean {
  return (
    runtimes.every(({ reading }) => reading.error === undefined) &&
    comparisons.every(({ verdict }) => verdict.type === "same" || verdict.type === "near-tie")
  );
}
