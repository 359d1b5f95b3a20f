import type { PromptJudgement } from "../bench/summary/summarize-judge.ts";
import { isRubricSource, type QualitySource } from "../quality/sources/quality-source.ts";
import { OBJECTIVE_DESCRIPTIONS, type Objective, type ObjectiveUnit } from "./objectives.ts";
import type { WithheldQuality } from "./quality-of.ts";

/** All that is known of one target that it can be compared by; an objective that was not measured is absent. */
export interface TargetEvidence {
  readonly target: string;
  readonly objectives: Readonly<Partial<Record<Objective, Evidence>>>;
  /** Objectives that something is known in and nothing may be concluded from. */
  readonly withheld?: Readonly<Partial<Record<Objective, WithheldQuality>>> | undefined;
}

/** `figure` is the one that stands in the table. */
export type Evidence = PromptEvidence | ReadingEvidence | FactEvidence;

/** One value per prompt: facets found of those expected, a score of 0 to 1, or the mean logarithm of the rounds; the last two have a weight of 1. */
export interface PromptEvidence {
  readonly type: "prompts";
  readonly figure: number;
  readonly byPrompt: ReadonlyMap<string, { readonly value: number; readonly weight: number }>;
  /** Of quality: where it comes from, and the least by which the value of a prompt can differ. */
  readonly quality?: { readonly source: QualitySource; readonly step: number } | undefined;
  /** Of a judge's scores, which people correct: both by prompt. `byPrompt` then holds what each prompt adds to the corrected mean. */
  readonly judged?: ReadonlyMap<string, PromptJudgement> | undefined;
}

/** A process was looked at, each time anew. */
export interface ReadingEvidence {
  readonly type: "readings";
  readonly figure: number;
  readonly readings: readonly number[];
}

/** Not measured but known, such as the bytes of a file. */
export interface FactEvidence {
  readonly type: "fact";
  readonly figure: number;
}

/** Unit of the figures of an objective, which for quality depends on where it comes from. */
export function unitOf(objective: Objective, evidence: Evidence | undefined): ObjectiveUnit {
  const isRubric =
    evidence?.type === "prompts" && evidence.quality !== undefined && isRubricSource(evidence.quality.source);
  return isRubric ? "rubric" : OBJECTIVE_DESCRIPTIONS[objective].unit;
}
