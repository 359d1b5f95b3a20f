import { footprint } from "../bench/metrics/resources.ts";
import { readValue } from "../bench/summary/read-metric.ts";
import { explainDifference, viewFrom } from "./explain-finding.ts";
import type { VerdictGrounds } from "./explain-verdict.ts";
import { formatDifference, formatFigure, listNames } from "./format-figure.ts";
import { OBJECTIVE_DESCRIPTIONS } from "./objectives.ts";
import type { Comparison, EqualVerdict, Finding, Judgement, NoneVerdict, NotEnoughVerdict } from "./recommendation.ts";

/** As many pairs as a reader takes in; the others are in the data. */
const MOST_PAIRS = 3;

/** Says that no difference matters, within which margins, and which one to take all the same. */
export function explainEqual(targets: readonly string[], { comparisons, candidates }: VerdictGrounds): EqualVerdict {
  const sizeOf = (target: string) => {
    const card = candidates.find((one) => one.target.id === target);
    return card && (readValue(card, footprint.id) ?? card.target.sizeBytes);
  };
  const bySize = targets.toSorted((a, b) => (sizeOf(a) ?? Infinity) - (sizeOf(b) ?? Infinity) || a.length - b.length);
  const target = bySize[0] ?? "";
  const [size, others] = [sizeOf(target), bySize.slice(1).map(sizeOf)];
  const isSmaller = size !== undefined && others.every((other) => other !== undefined && other > size);
  const among = amongOf(targets, comparisons);
  return {
    type: "equal",
    targets,
    target,
    reasons: [
      `${listNames(targets)} are equal in all that counts, within ${marginsOf(among)}.`,
      ...among.slice(0, MOST_PAIRS).map(explainPair),
      isSmaller
        ? `Take ${target}, the smaller: ${formatFigure(size, "bytes")} on disk.`
        : `Take whichever is simpler to ship, such as ${target}.`,
    ],
  };
}

/** Says what is open between those that nothing puts behind another, and what would settle it. */
export function explainNotEnough(targets: readonly string[], comparisons: readonly Comparison[]): NotEnoughVerdict {
  const among = amongOf(targets, comparisons).filter(({ findings }) => findings.some(isOpen) || findings.length === 0);
  const told = among.slice(0, MOST_PAIRS);
  return {
    type: "not-enough-evidence",
    targets,
    reasons: [
      ...told.map(explainPair),
      ...(among.length > told.length ? [`${among.length - told.length} more pairs are open.`] : []),
    ],
    settle: explainSettling(among),
  };
}

/** What would settle the findings that are open: of each objective what the pair that needs most takes, the same said once. */
export function explainSettling(comparisons: readonly Comparison[]): readonly string[] {
  const open = comparisons.flatMap(({ findings }) =>
    findings.filter(({ finding, settle }) => finding === "open" && settle !== undefined),
  );
  const most = [...Map.groupBy(open, ({ objective }) => objective)].flatMap(([objective, of]) => {
    const [one] = of.toSorted((a, b) => (b.promptsNeeded ?? Infinity) - (a.promptsNeeded ?? Infinity));
    return one?.settle === undefined ? [] : [{ label: OBJECTIVE_DESCRIPTIONS[objective].label, settle: one.settle }];
  });
  return [...Map.groupBy(most, ({ settle }) => settle)].map(
    ([settle, of]) => `For ${listNames(of.map(({ label }) => label))}: ${settle}.`,
  );
}

function explainPair(comparison: Comparison): string {
  const { target, other, findings } = viewFrom(comparison, comparison.first);
  if (findings.length === 0) return `Nothing that counts is known of both ${target} and ${other}.`;
  const said = findings.map((finding) => {
    const difference = explainDifference(finding);
    const isTold = finding.because !== undefined && difference.includes(finding.because);
    return finding.finding === "open" && !isTold ? `${difference} (open: ${finding.because})` : difference;
  });
  return `${target} against ${other}: ${said.join("; ")}.`;
}

function amongOf(targets: readonly string[], comparisons: readonly Comparison[]): readonly Comparison[] {
  return comparisons.filter(({ first, second }) => targets.includes(first) && targets.includes(second));
}

function isOpen({ finding }: Finding): boolean {
  return finding === "open" || finding === "unknown";
}

function marginsOf(comparisons: readonly Comparison[]): string {
  const margins = new Map(
    comparisons.flatMap(({ findings }) =>
      findings.flatMap(({ finding, objective, margin, unit }) =>
        finding === "equal" ? [[OBJECTIVE_DESCRIPTIONS[objective], { margin, unit }] as const] : [],
      ),
    ),
  );
  return listNames(
    [...margins].map(
      ([{ label, scale }, { margin, unit }]) =>
        `${scale === "difference" ? formatDifference({ value: margin }, unit) : formatFigure(margin, "ratio")} of ${label}`,
    ),
  );
}

/** Says by which constraint nobody is left, and who comes closest. */
export function explainNobody(measured: number, judgements: readonly Judgement[]): NoneVerdict {
  if (measured === 0) return { type: "none", reasons: ["No target was measured."], nearest: [] };
  const open = judgements.filter(({ state }) => state !== "met");
  const nearest = nearestOf(open);
  return {
    type: "none",
    reasons: [
      measured === 1 ? "The only target is not eligible." : `None of the ${measured} targets is eligible.`,
      ...[...Map.groupBy(open, ({ constraint }) => constraint)].map(([constraint, of]) =>
        explainConstraint(constraint, of),
      ),
      ...nearest.slice(0, MOST_PAIRS).map((target) => explainMiss(target, open)),
    ],
    nearest,
  };
}

/** Those with the fewest limits missed for certain, then with the fewest that are unproven. */
function nearestOf(open: readonly Judgement[]): readonly string[] {
  const misses = [...Map.groupBy(open, ({ target }) => target)].map(([target, of]) => ({
    target,
    count: of.reduce((sum, { state }) => sum + (state === "failed" ? 1_000 : 1), 0),
  }));
  const least = Math.min(...misses.map(({ count }) => count));
  return misses.filter(({ count }) => count === least).map(({ target }) => target);
}

function explainMiss(target: string, open: readonly Judgement[]): string {
  const own = open.filter((one) => one.target === target);
  return `Nearest: ${target} (${own.map(({ constraint, because }) => `"${constraint}": ${because}`).join("; ")}).`;
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
