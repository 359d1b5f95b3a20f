import type { PeopleOverview } from "../../bench/summary/run-scores.ts";
import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { pluralize } from "../../lib/pluralize.ts";
import { describeDisagreement } from "../judging/describe-disagreement.ts";
import { describeFitness, describeRelation } from "../judging/describe-judging.ts";
import { agreementText } from "../judging/figure-texts.ts";
import { correctionsTable, type JudgingTable } from "../judging/judging-tables.ts";
import { acceptableNote } from "./acceptable-note.ts";
import { type QualitySources, qualitySources } from "./quality-sources.ts";

/** What a report says of quality: where it comes from, who scored, how far a judge can be relied on, and what is disputed. */
export interface QualityFacts {
  readonly sources: QualitySources | undefined;
  readonly people: readonly string[];
  readonly judge: readonly string[];
  /** The judge's means as they are, beside those that people correct; absent without a judge. */
  readonly corrections?: JudgingTable | undefined;
  readonly acceptable: readonly string[];
  /** The answers that are worth a look, each with what is said of it. */
  readonly disputes: readonly { readonly head: string; readonly answer: string }[];
}

/** Gathers it; absent where nothing was scored and nothing says what is acceptable. */
export function qualityFacts(summary: RunSummary): QualityFacts | undefined {
  const { scores, scorecards } = summary;
  const sources = qualitySources(summary);
  const { people, judge } = scores ?? {};
  const corrections = scorecards.flatMap(({ target, judge: own }) =>
    own === undefined
      ? []
      : [{ target: target.id, raw: own.raw.ratio, corrected: own.corrected, labelled: own.labelled }],
  );
  const facts: QualityFacts = {
    sources,
    people: people === undefined ? [] : describePeople(people, scores?.items ?? 0),
    judge:
      judge === undefined
        ? []
        : [
            `Judged by ${judge.judge}.`,
            ...describeFitness(judge.fitness),
            ...judge.relations.map((one) => describeRelation(one)),
          ],
    ...(corrections.length > 0 && { corrections: correctionsTable(corrections) }),
    acceptable: acceptableNote(summary),
    disputes: [
      ...(people?.disputes ?? []).map(({ criterion, scores: given, promptId, targets, answer }) => ({
        head: `${criterion}: ${given.map(({ by, score }) => `${by} ${score}`).join(", ")} (prompt ${promptId}, ${targets.join(", ")})`,
        answer,
      })),
      ...(judge?.disagreements ?? []).map((one) => ({ head: describeDisagreement(one), answer: one.answer })),
    ],
  };
  const isEmpty = sources === undefined && scores === undefined && facts.acceptable.length === 0;
  return isEmpty ? undefined : facts;
}

function describePeople({ raters, criteria, agreement }: PeopleOverview, items: number): readonly string[] {
  const who = raters.map(({ by, items: own }) => `${by} ${own} of ${pluralize(items, "answer")}`);
  const agreed = agreement.map(({ criterion, alpha, items: shared }) => {
    const figure = agreementText("alpha", alpha).join("") || "no alpha can be told";
    return `${criterion} ${figure} on ${pluralize(shared, "answer")}`;
  });
  return [
    `Scored by people, 1 to 5 by ${criteria.join(", ")}: ${who.join(", ")}.`,
    agreed.length === 0
      ? "No answer was scored by two people, so nothing tells how far they would agree."
      : `How far people agree: ${agreed.join("; ")}.`,
  ];
}
