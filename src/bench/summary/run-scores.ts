import type { Dispute } from "../../quality/annotations/find-disputes.ts";
import type { CriterionAgreement, PersonProgress } from "../../quality/annotations/summarize-annotations.ts";
import type { Disagreement } from "../../quality/judge/find-disagreements.ts";
import type { JudgeFitness } from "../../quality/judge/judge-fitness.ts";
import type { Relation } from "../../quality/judge/tell-relation.ts";
import type { PreferenceSummary } from "../../quality/preferences/summarize-preferences.ts";
import type { Points, Ratings } from "../../quality/sources/rate-answers.ts";
import type { JudgeRatings } from "../../quality/sources/rate-by-judge.ts";

/** The scores of a run's answers, to be summed up by target. */
export interface RunScores {
  readonly people?: Ratings | undefined;
  readonly judge?: JudgeRatings | undefined;
  /** Scores of one answer by criterion, of people, and where they gave none of a judge that is fit; `ofJudge` names the latter. */
  readonly pointsOf?: ((prompt: string, answer: string) => AnswerPoints | undefined) | undefined;
  readonly overview: ScoreOverview;
}

export interface AnswerPoints {
  readonly points: Points;
  readonly ofJudge: readonly string[];
}

/** Who scored a run's answers, how far they can be relied on, and the answers that are worth a look. */
export interface ScoreOverview {
  /** Different answers that can be scored. */
  readonly items: number;
  readonly people?: PeopleOverview | undefined;
  readonly judge?: JudgeOverview | undefined;
  /** What people said of answers side by side; absent when nobody compared two. */
  readonly preferences?: PreferenceSummary | undefined;
}

export interface PeopleOverview {
  readonly raters: readonly PersonProgress[];
  readonly criteria: readonly string[];
  /** How far people agree, by criterion; only those that two scored. */
  readonly agreement: readonly CriterionAgreement[];
  /** Answers about which people differ most. */
  readonly disputes: readonly Dispute[];
}

export interface JudgeOverview {
  readonly judge: string;
  readonly fitness: JudgeFitness;
  /** Judged models that are the judge itself or of its kind. */
  readonly relations: readonly { readonly target: string; readonly relation: Relation }[];
  /** Answers that it and people scored furthest apart. */
  readonly disagreements: readonly Disagreement[];
}
