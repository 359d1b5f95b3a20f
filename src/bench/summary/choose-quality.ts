import { QUALITY_SOURCES, type QualitySource } from "../../quality/sources/quality-source.ts";
import type { QualityChoice, Scorecard } from "./scorecard.ts";

/**
 * Chooses the source that the quality of targets is taken from; absent where nothing was scored and nobody asked for a source.
 *
 * One source for all, since shares of facets and scores of people are different scales. Unless somebody chooses: facets, which were
 * written before any answer was seen and are held against every answer alike; else people; else a judge that is fit; else checks. A source that
 * tells of every target that answered goes before one that tells only of some.
 */
export function chooseQuality(cards: readonly Scorecard[], asked?: QualitySource): QualityChoice | undefined {
  const answering = cards.filter(({ status }) => status !== "failed");
  const tellsOf = (source: QualitySource) => answering.filter((card) => hasQuality(card, source)).length;
  const known = QUALITY_SOURCES.filter((source) => tellsOf(source) > 0);
  const eligible = known.filter((source) => answering.some((card) => mayDecide(card, source)));
  const source = asked ?? eligible.find((one) => tellsOf(one) === answering.length) ?? eligible[0];
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
    case "checks":
      return false;
  }
  return source satisfies never;
}

/** A judge decides only where it is fit. */
function mayDecide(card: Scorecard, source: QualitySource): boolean {
  return source !== "judge" && hasQuality(card, source);
}
