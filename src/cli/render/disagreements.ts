import type { Disagreement } from "../../quality/judge/find-disagreements.ts";
import { describeDisagreement } from "../../report/judging/describe-disagreement.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderAnswers } from "./answer-list.ts";
import { MOST_WIDTH } from "./wrap-text.ts";

/** The answers that a judge and people scored furthest apart, as one block; none where there are none. */
export function renderDisagreements(disagreements: readonly Disagreement[], terminal: Terminal): readonly string[] {
  if (disagreements.length === 0) return [];
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  const list = disagreements.map((one) => ({ head: describeDisagreement(one), answer: one.answer }));
  return [[terminal.style("bold", "Judge and people furthest apart"), ...renderAnswers(list, width)].join("\n")];
}
