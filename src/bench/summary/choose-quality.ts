import type { Prompt } from "../../core/prompt.ts";
import { QUALITY_SOURCES, type QualitySource } from "../../quality/sources/quality-source.ts";
import { LEAST_VALUES } from "../../stats/least-values.ts";
import type { QualityChoice, Scorecard } from "./scorecard.ts";

/**
 * Chooses the source that the quality of targets is taken from; absent where nothing was scored and nobody asked for a source.
 *
 * One source for all, since shares of facets and scores of people are different scales. Unless somebody chooses: facets, which were
 * written before any answer was seen and are held against every answer alike; else people; else a judge that is fit; else checks. A source that
 * tells of every target that answered goes before one that tells only of some.
 */
export function chooseQuality(
  cards: readonly Scorecard[],
  prompts: readonly Prompt[],
  asked?: QualitySource,
): QualityChoice | undefined {
  const answering = cards.filter(({ status }) => status !== "failed");
  const known = orderOf(prompts).filter((source) => answering.some((card) => hasQuality(card, source)));
  const ofAll = known.find((source) => answering.every((card) => mayDecide(card, source)));
  // A judge that cannot be corrected for every target leaves everything open, so nobody takes it unless asked to.
  const source = asked ?? ofAll ?? known.find((one) => one !== "judge");
  if (source === undefined) return undefined;
  return {
    source,
    setBy: asked === undefined ? "assay" : "user",
    others: known.filter((one) => one !== source),
  };
}

/** Notes in each scorecard which source its quality is taken from. */
export function withQuality(cards: readonly Scorecard[], choice: QualityChoice | undefined): readonly Scorecard[] {
  const { source = "facets" } = choice ?? {};
  return cards.map((card) => ((card.qualityFrom ?? "facets") === source ? card : { ...card, qualityFrom: source }));
}

function hasQuality(card: Scorecard, source: QualitySource): boolean {
  switch (source) {
    case "facets":
      return card.facets !== undefined;
    case "people":
      return card.people !== undefined;
    case "judge":
      return card.judge !== undefined;
    case "checks":
      return card.checks?.ratio !== undefined;
  }
  return source satisfies never;
}

/**
 * Checks take the place of facets where only facets stand on fewer prompts than an interval takes. Read off the prompts and not off
 * the answers, so that it stays as it is while a run goes on.
 */
function orderOf(prompts: readonly Prompt[]): readonly QualitySource[] {
  const isThin = (source: "facets" | "checks") =>
    prompts.filter(({ [source]: expected = [] }) => expected.length > 0).length < LEAST_VALUES;
  if (!isThin("facets") || isThin("checks")) return QUALITY_SOURCES;
  const swapped = { facets: "checks", checks: "facets" } as const;
  return QUALITY_SOURCES.map((source) => (source === "facets" || source === "checks" ? swapped[source] : source));
}

/** A judge decides only where it is fit, and corrected by people. */
function mayDecide(card: Scorecard, source: QualitySource): boolean {
  if (source !== "judge") return hasQuality(card, source);
  return card.judge?.fitness === "fit" && card.judge.corrected !== undefined;
}
