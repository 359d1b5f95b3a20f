import { describeReplay } from "../../report/cascade/describe-replay.ts";
import { pointsTable, type ReplayTable, signalsTable } from "../../report/cascade/replay-tables.ts";
import type { Settings } from "../../settings/definitions.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { type RunReplay, replayRun } from "../../workbench/cascade/replay-run.ts";
import { savePolicy } from "../../workbench/cascade/save-policy.ts";
import type { CommandContext } from "../options/command-context.ts";
import { createPlainTable } from "../render/plain-table.ts";
import { MOST_WIDTH, wrapText } from "../render/wrap-text.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface CascadeOptions extends Pick<Settings, "runs"> {
  readonly run: string;
  readonly small: string | undefined;
  readonly large: string | undefined;
  readonly maxRate: number | undefined;
  readonly save: string | undefined;
  readonly json: boolean;
}

const MAX_RATE = 0.3;

/** `assay cascade`: exits 0 whether a cascade pays or not, since both are answers; with `--save`, 2 where there is nothing to save. */
export async function cascade(options: CascadeOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const store = createRunStore({ directory: options.runs });
  const replay = await replayRun({ ...options, maxRate: options.maxRate ?? MAX_RATE, store });
  terminal.printResult(options, replay, () => terminal.print(render(replay, terminal)));
  if (options.save !== undefined) {
    const file = await savePolicy(replay, options.save, await context.openWorkspace());
    terminal.note(`${options.save} is in ${file}. Ask it with: assay model run ${options.save}`);
  }
  return EXIT.ok;
}

function render(replay: RunReplay, terminal: Terminal): string {
  const names = { small: replay.smallTarget, large: replay.largeTarget };
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  const draw = ({ heads, rows }: ReplayTable) => (rows.length === 0 ? [] : [createPlainTable(heads, rows, terminal)]);
  const [verdict = "", ...sentences] = describeReplay(replay, names);
  return [
    wrapText(verdict, width)
      .map((line) => terminal.style("bold", line))
      .join("\n"),
    ...draw(pointsTable(replay, names)),
    ...draw(signalsTable(replay)),
    [...sentences, ...notes(replay)]
      .flatMap((sentence) =>
        wrapText(sentence, width - 2).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)),
      )
      .join("\n"),
  ].join("\n\n");
}

function notes({ leftOut, unusable, maxRate }: RunReplay): readonly string[] {
  const logprobs = unusable.filter((name) => name.endsWith("logprob"));
  return [
    `At most ${Math.round(maxRate * 100)}% of the prompts were to be escalated; an escalated one takes the time and the cost of both models.`,
    '"Tells apart" is the area under the curve: how often an answer that the large model betters is the more doubtful one; 0.5 is a coin.',
    ...(leftOut > 0 ? [`${leftOut} prompts are left out: not scored, or not answered by both.`] : []),
    ...(logprobs.length > 0
      ? ["Log-probabilities were not recorded; with `assay bench --logprobs` they are signals too."]
      : []),
  ];
}
