import type { RunLooks } from "../../bench/summary/summarize-looks.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { formatSeconds } from "../format/format-duration.ts";

/** Says why a run ended that was to end once it was decided, what that saved, and what its intervals are. */
export function looksNote(looks: RunLooks): string {
  const { level, taken, prompts, plannedPrompts } = looks;
  const measured = `${prompts} of ${pluralize(plannedPrompts, "prompt")}`;
  return [
    `The run ended after ${measured}, at look ${taken}: ${REASONS[looks.ends ?? "all"]}.`,
    ...explainSaving(looks),
    `The level of ${Number((100 * level).toFixed(2))} % holds for all findings together, over all looks: the intervals of differences are therefore wider than those of a run whose prompts were settled beforehand. In them each prompt counts alike, at most tenfold in latency.`,
  ].join(" ");
}

const REASONS: Readonly<Record<NonNullable<RunLooks["ends"]>, string>> = {
  decided: "its verdict is settled",
  "no-help": "what is open is not for more prompts to settle",
  alone: "fewer than two targets were left to compare",
  time: "its time was up before the verdict was settled",
  prompts: "it was to measure no more prompts, and the verdict is not settled",
  all: "nothing was left to measure, and the verdict is not settled",
};

function explainSaving({ savedRequests, savedMs, plannedPrompts, prompts }: RunLooks): readonly string[] {
  if (savedRequests === 0 || prompts === plannedPrompts) return [];
  const time = savedMs === undefined ? "" : `, and by estimate ${formatSeconds(savedMs)}`;
  return [`Against the whole plan that left out ${pluralize(savedRequests, "request")}${time}.`];
}
