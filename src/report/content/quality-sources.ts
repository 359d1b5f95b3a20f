import { scaleFor, type UnitScale } from "../../bench/metrics/unit-scale.ts";
import type { RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import type { Estimate } from "../../core/estimate.ts";
import {
  inPoints,
  isRubricSource,
  QUALITY_SOURCES,
  type QualitySource,
  SOURCE_LABELS,
} from "../../quality/sources/quality-source.ts";
import { isRawJudge, qualityLabel, qualityOf, withheldQuality } from "../../selection/quality-of.ts";
import { absentCell, type Cell, textCell } from "../format/cell.ts";
import { estimateCell } from "../format/estimate-cell.ts";

/** Everything that is known of the quality of answers, by where it comes from. */
export interface QualitySources {
  /** Why the verdict rests on the source that it rests on. */
  readonly sentence: string;
  readonly sources: readonly ShownSource[];
  /** A cell for each source. */
  readonly rows: readonly { readonly target: string; readonly cells: readonly Cell[] }[];
}

interface ShownSource {
  readonly source: QualitySource;
  readonly label: string;
  readonly unit: string;
  readonly isTaken: boolean;
}

/** Lays out all sources of quality side by side, that which the verdict rests on first; undefined where nothing was scored. */
export function qualitySources({ scorecards, quality }: RunSummary): QualitySources | undefined {
  const sources = QUALITY_SOURCES.filter(
    (source) => source === quality?.source || scorecards.some((card) => estimateBy(card, source) !== undefined),
  ).toSorted((a, b) => Number(b === quality?.source) - Number(a === quality?.source));
  if (sources.length === 0) return undefined;
  return {
    sentence: explain(quality, scorecards),
    sources: sources.map((source) => ({
      source,
      label: labelOf(source, scorecards),
      unit: scaleOf(source).unit,
      isTaken: source === quality?.source,
    })),
    rows: scorecards.map((card) => ({
      target: card.target.id,
      cells: sources.map((source) => cellOf(card, source)),
    })),
  };
}

function explain(quality: RunSummary["quality"], cards: readonly Scorecard[]): string {
  if (quality === undefined)
    return "No verdict rests on any of these figures: a judge decides only where people show that it may.";
  const { source, setBy, others } = quality;
  const label = SOURCE_LABELS[source];
  const withheld = cards.map(withheldQuality).find((one) => one !== undefined);
  if (withheld !== undefined)
    return `${source === "judge" ? "A judge was" : `${capitalise(label)} were`} chosen as the source of quality, and nothing is concluded from it: ${withheld.because}. It takes ${withheld.settle}.`;
  if (setBy === "user") return `The verdict takes quality from ${label}, as it was chosen.`;
  if (others.length === 0) return `The verdict takes quality from ${label}; nothing else tells of it.`;
  return `The verdict takes quality from ${label}; the other figures stand beside it and decide nothing.`;
}

function labelOf(source: QualitySource, cards: readonly Scorecard[]): string {
  const card = cards.find((one) => estimateBy(one, source) !== undefined);
  const label = card === undefined ? SOURCE_LABELS[source] : qualityLabel({ ...card, qualityFrom: source });
  return capitalise(label);
}

function capitalise(label: string): string {
  return `${label.slice(0, 1).toUpperCase()}${label.slice(1)}`;
}

function cellOf(card: Scorecard, source: QualitySource): Cell {
  const by = { ...card, qualityFrom: source };
  const estimate = qualityOf(by);
  if (estimate === undefined)
    return absentCell(card.status === "failed" ? card.error?.message : `there are no ${SOURCE_LABELS[source]}`);
  const { main, detail = "" } = estimateCell(isRubricSource(source) ? inPoints(estimate) : estimate, scaleOf(source));
  return textCell(main, isRawJudge(by) ? `${detail} not corrected` : detail);
}

function scaleOf(source: QualitySource): UnitScale {
  return isRubricSource(source) ? { unit: "of 5", divisor: 1 } : scaleFor("ratio", []);
}

function estimateBy(card: Scorecard, source: QualitySource): Estimate | undefined {
  return qualityOf({ ...card, qualityFrom: source });
}
