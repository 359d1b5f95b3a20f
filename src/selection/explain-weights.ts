import type { View } from "./explain-finding.ts";
import { formatFigure, formatPoints, formatTimes, listNames } from "./format-figure.ts";
import { OBJECTIVE_DESCRIPTIONS, OBJECTIVES } from "./objectives.ts";
import type { Comparison, UsedWeights } from "./recommendation.ts";
import { gainsOf } from "./weigh.ts";
import type { Weights } from "./weights.ts";

/** How much more the losing side would have to count for the other target to lead. */
export function explainFlip(comparison: Comparison, target: string, { values }: UsedWeights): readonly string[] {
  const other = comparison.first === target ? comparison.second : comparison.first;
  const parts = gainsOf(comparison, target).map(({ objective, value }) => ({
    objective,
    part: values[objective] * value,
  }));
  const losses = parts.filter(({ part }) => part < 0);
  const lost = losses.reduce((sum, { part }) => sum - part, 0);
  const gained = parts.reduce((sum, { part }) => sum + Math.max(0, part), 0);
  if (lost === 0 || gained === 0) return [`No weights on what was measured would put ${other} first.`];
  const labels = losses.map(({ objective }) => OBJECTIVE_DESCRIPTIONS[objective].label).join(" and ");
  return [`${other} would lead if ${labels} counted ${formatTimes({ value: gained / lost })} as much beside the rest.`];
}

/**
 * At which rate one thing is exchanged for the other, and what the weights in use would say to it: the weight at which
 * the choice turns, in points of quality for half the latency.
 */
export function explainTradeRate(comparison: Comparison, view: View, weights: UsedWeights): readonly string[] {
  const { target, other } = view;
  const gains = new Map(gainsOf(comparison, target).map(({ objective, value }) => [objective, value]));
  const sure = (objective: "quality" | "latency") =>
    view.findings.some((one) => one.objective === objective && one.finding === "better")
      ? gains.get(objective)
      : undefined;
  const [quality, latency] = [sure("quality"), sure("latency")];
  const rate =
    quality !== undefined && latency !== undefined && quality * latency < 0
      ? [
          `Take ${quality > 0 ? target : other} where half the latency is worth less to you than ${formatPoints({ value: Math.abs((quality * Math.log10(2)) / latency) })} of quality, else ${quality > 0 ? other : target}.`,
        ]
      : [];
  const lead = [...gains].reduce((sum, [objective, value]) => sum + weights.values[objective] * value, 0);
  const leader = lead > 0 ? target : other;
  const whose =
    weights.setBy === "user" ? "Your weights" : "Assay's own weights, a judgement that decides nothing here,";
  return [
    ...rate,
    `${whose} would put ${leader} first${weights.setBy === "user" ? ", but not beyond chance" : "; weights of your own count"}.`,
  ];
}

/** The weights, who set them, and what they mean. */
export function explainWeights({ setBy, values, profile, unknown }: UsedWeights): readonly string[] {
  const parts = OBJECTIVES.filter((objective) => values[objective] > 0).map(
    (objective) => `${OBJECTIVE_DESCRIPTIONS[objective].label} ${formatFigure(values[objective], "ratio")}`,
  );
  if (parts.length === 0) return [];
  const whose =
    setBy === "assay"
      ? "Nobody set weights, so Assay's own order the ranking and decide nothing"
      : profile === undefined || profile.withOwnWeights
        ? "You set the weights"
        : `Weights of the profile ${profile.name}, which you chose`;
  const missing = listNames(unknown.map((objective) => OBJECTIVE_DESCRIPTIONS[objective].label));
  return [
    `${whose}: ${parts.join(", ")}${exchangeOf(values)}.`,
    ...(profile?.withOwnWeights ? [`Of the profile ${profile.name} only the limits count.`] : []),
    ...(missing === "" ? [] : [`Not known of every candidate, and so without weight: ${missing}.`]),
  ];
}

function exchangeOf({ quality, latency }: Weights): string {
  if (quality === 0 || latency === 0) return "";
  return `; half the latency counts as much as ${formatPoints({ value: (latency * Math.log10(2)) / quality })} of quality`;
}
