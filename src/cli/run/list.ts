import type { RunListing } from "../../core/run-store.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import type { CommandContext } from "../options/command-context.ts";
import { MOST_WIDTH, wrapText } from "../render/wrap-text.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";

const INDENT = "  ";
/** Such as `2026-11-30 14:12`, by the clock of whoever looks; ids have the time in UTC. */
const LOCAL_TIME = new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short" });

export interface ListRunsOptions {
  /** Folder of the runs. */
  readonly runs: string;
  readonly json: boolean;
}

/** `assay run list` */
export async function listRuns(options: ListRunsOptions, { terminal }: CommandContext): Promise<number> {
  const runs = await Array.fromAsync(createRunStore({ directory: options.runs }).list());
  terminal.printResult(options, runs, () => {
    if (runs.length === 0) terminal.note("no runs yet; make one with: assay demo");
    else terminal.print(runs.map((run) => describeRun(run, terminal)).join("\n"));
  });
  return EXIT.ok;
}

/** Its id, which is copied, on a line of its own; below it when, how it ended, of what, and the verdict. */
function describeRun(run: RunListing, terminal: Terminal): string {
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  const lines = run.type === "unreadable" ? [`unreadable: ${run.error.message}`] : [factsOf(run), run.verdict ?? ""];
  const below = lines.filter((line) => line !== "").flatMap((line) => wrapText(line, width - INDENT.length));
  return [terminal.style("bold", run.id), ...below.map((line) => INDENT + line)].join("\n");
}

function factsOf({ createdAt, status, sizeBytes, targets }: Extract<RunListing, { type: "run" }>): string {
  return `${LOCAL_TIME.format(new Date(createdAt))}, ${status}, ${formatQuantity(sizeBytes, "bytes")}: ${targets.join(", ")}`;
}
