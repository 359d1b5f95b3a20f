import { scaleFor, type UnitScale } from "../../bench/metrics/unit-scale.ts";
import type { RunSummary, Scorecard } from "../../bench/summary/scorecard.ts";
import {
  inPoints,
  isRubricSource,
  QUALITY_SOURCES,
  type QualitySource,
  SOURCE_LABELS,
} from "../../quality/sources/quality-source.ts";
import { isRawJudge, qualityOf } from "../../selection/quality-of.ts";
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
  if (quality === undefined) return undefined;
  const all = [quality.source, ...quality.others];
  const [taken, ...others] = QUALITY_SOURCES.filter((source) => all.includes(source)).toSorted(
    (a, b) => Number(b === quality.source) - Number(a === quality.source),
  );
  if (taken === undefined) return undefined;
  const sources = [taken, ...others];
  return {
    sentence: explain(quality),
    sources: sources.map((source) => ({
      source,
      label: labelOf(source),
      unit: scaleOf(source).unit,
      isTaken: source === quality.source,
    })),
    rows: scorecards.map((card) => ({
      target: card.target.id,
      cells: sources.map((source) => cellOf(card, source)),
    })),
  };
}

function explain({ source, setBy, others }: NonNullable<RunSummary["quality"]>): string {
  const label = SOURCE_LABELS[source];
  if (setBy === "user") return `The verdict takes quality from ${label}, as it was chosen.`;
  if (others.length === 0) return `The verdict takes quality from ${label}; nothing else tells of it.`;
  return `The verdict takes quality from ${label}; the other figures stand beside it and decide nothing.`;
}

function labelOf(source: QualitySource): string {
  return `${SOURCE_LABELS[source].slice(0, 1).toUpperCase()}${SOURCE_LABELS[source].slice(1)}`;
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
