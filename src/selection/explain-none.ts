import { listNames } from "./format-figure.ts";
import type { AaCheck, Judgement } from "./recommendation.ts";

/** Says that the measurement cannot be trusted. */
export function explainFailedCheck(checks: readonly AaCheck[]): readonly string[] {
  return [
    ...checks.map(
      ({ target, because }) =>
        `The A/A check failed: ${target} differs from itself (${because}), so no difference between targets can be trusted.`,
    ),
    "Measure again on a quiet machine, with more rounds, and targets taking turns.",
  ];
}

/** Says by which constraint nobody is left, and who would lead if all that is unproven should hold. */
export function explainNobody(
  measured: number,
  judgements: readonly Judgement[],
  provisional: readonly string[],
): readonly string[] {
  if (measured === 0) return ["No target was measured."];
  const open = judgements.filter(({ state }) => state !== "met");
  return [
    measured === 1 ? "The only target is not eligible." : `None of the ${measured} targets is eligible.`,
    ...[...Map.groupBy(open, ({ constraint }) => constraint)].map(([constraint, of]) =>
      explainConstraint(constraint, of),
    ),
    ...explainProvisional(provisional),
  ];
}

function explainProvisional(leaders: readonly string[]): readonly string[] {
  if (leaders.length === 0) return [];
  const who = leaders.length === 1 ? `${leaders[0]} would be recommended` : `${listNames(leaders)} would be tied`;
  return [`If all that is unproven should hold, ${who}.`];
}

function explainConstraint(constraint: string, judgements: readonly Judgement[]): string {
  const names = (state: Judgement["state"]) =>
    listNames(judgements.filter((one) => one.state === state).map(({ target }) => target));
  const failed = names("failed");
  const unproven = names("unproven");
  const parts = [
    ...(failed === "" ? [] : [`excludes ${failed}`]),
    ...(unproven === "" ? [] : [`is unproven for ${unproven}`]),
  ];
  return `"${constraint}" ${listNames(parts)}.`;
}
