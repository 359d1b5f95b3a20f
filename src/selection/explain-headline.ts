import { labelsOf } from "./explain-verdict.ts";
import { listNames } from "./format-figure.ts";
import type { TradeOption, Verdict } from "./recommendation.ts";

/** The verdict in one sentence, and another where timing was disturbed. */
export function explainHeadline(verdict: Verdict, disturbances: readonly string[]): string {
  const first = disturbances[0];
  if (first === undefined) return sentenceOf(verdict);
  const more = disturbances.length === 1 ? "" : `, and ${disturbances.length - 1} more`;
  return `${sentenceOf(verdict)} Timing was disturbed (${first}${more}) and decides nothing.`;
}

function sentenceOf(verdict: Verdict): string {
  switch (verdict.type) {
    case "take":
      return verdict.basis === "limits"
        ? `Take ${verdict.target}: it alone keeps the limits.`
        : `Take ${verdict.target}${verdict.basis === "weights" ? ", by your weights" : ""}.`;
    case "trade":
      return `A trade: ${verdict.options.map(explainOption).join("; ")}.`;
    case "equal":
      return `Equal: ${listNames(verdict.targets)}; take ${verdict.target}.`;
    case "not-enough-evidence":
      return `Not enough evidence to choose between ${listFirst(verdict.targets)}.`;
    case "none":
      return "No target can be taken.";
    case "measured":
      return `Measured: ${verdict.target}, compared with nothing.`;
  }
  return verdict satisfies never;
}

/** More names than these make no sentence that one reads; the comparison has all. */
const MOST_NAMED = 5;

function listFirst(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return listNames(more > 1 ? [...names.slice(0, MOST_NAMED), `${more} more`] : names);
}

function explainOption({ targets, objectives }: TradeOption): string {
  const names = targets.length < 2 ? targets.join("") : `${targets.slice(0, -1).join(", ")} or ${targets.at(-1)}`;
  return `${names} for ${labelsOf(objectives)}`;
}
