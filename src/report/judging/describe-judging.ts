import { pluralize } from "../../lib/pluralize.ts";
import type { JudgeCost } from "../../quality/judge/ask-judge.ts";
import type { ChoiceFitness } from "../../quality/judge/choice-fitness.ts";
import type { CriterionFitness, Fitness, JudgeFitness } from "../../quality/judge/judge-fitness.ts";
import type { UnreadableReason } from "../../quality/judge/judge-reply.ts";
import type { LengthBias } from "../../quality/judge/length-bias.ts";
import type { OwnKindBias } from "../../quality/judge/own-kind-bias.ts";
import type { ChoiceSummary } from "../../quality/judge/summarize-choices.ts";
import type { JudgeResult } from "../../quality/judge/summarize-judging.ts";
import type { ScoreSummary } from "../../quality/judge/summarize-scores.ts";
import type { Relation } from "../../quality/judge/tell-relation.ts";
import { formatDuration } from "../format/format-duration.ts";
import { formatNumber } from "../format/format-number.ts";
import { agreementText, percentEnds, shareText, signed } from "./figure-texts.ts";

const RELATIONS: Readonly<Record<Relation, string>> = {
  "same-model": "is itself the judge: judges favour their own kind",
  "same-family": "is of the judge's family: judges favour their own kind",
  "same-architecture": "has the judge's architecture, which many families share",
};

const REASONS: Readonly<Record<UnreadableReason, string>> = {
  empty: "empty",
  refused: "refused",
  "cut-off": "cut off",
  "out-of-scale": "off the scale",
  contradictory: "contradicting itself",
  incomplete: "without all scores",
  "no-result": "without a result",
  rambling: "rambling",
};

/** From this share of one and the same score on, it is said. */
const CLUMPED = 0.8;

/** What is to be held against a judge's results, in sentences. */
export function describeJudging(result: JudgeResult): readonly string[] {
  return [
    ...(result.fitness === undefined ? [] : describeFitness(result.fitness)),
    ...(result.choiceFitness === undefined ? [] : describeChoiceFitness(result.choiceFitness)),
    ...result.relations.map(describeRelation),
    ...(result.ownKind === undefined ? [] : [describeOwnKind(result.ownKind)]),
    describeQuestions(result),
    ...(result.scores === undefined ? [] : describeScores(result.scores)),
    ...(result.choices === undefined ? [] : describeChoices(result.choices)),
    describeCost(result),
  ];
}

/** How a judged model is related to the judge. */
export function describeRelation({ target, relation }: JudgeResult["relations"][number]): string {
  return `${target} ${RELATIONS[relation]}.`;
}

/** The word first, then each criterion with its evidence. */
export function describeFitness({ fitness, threshold, criteria }: JudgeFitness): readonly string[] {
  if (criteria.every(({ answers }) => answers === 0))
    return [
      "Unproven: no answer was scored by both a person and this judge by the same criteria, so that its scores are shown and decide nothing.",
    ];
  const words: Readonly<Record<Fitness, string>> = {
    fit: `Fit: it agrees with people by every criterion, with weighted kappa of at least ${threshold}.`,
    unfit: `Unfit: its scores are shown and decide nothing. Weighted kappa with people must be at least ${threshold}, its lower end included.`,
    unproven: "Unproven: too few answers were scored by people too, so that the scores are shown and decide nothing.",
  };
  return [words[fitness], ...criteria.map(describeAgreement)];
}

function describeAgreement({ criterion, fitness, answers, prompts, agreement, people }: CriterionFitness): string {
  const parts = [
    ...agreementText("weighted kappa", agreement?.quadraticKappa),
    ...agreementText("rank correlation", agreement?.rankCorrelation),
    ...agreementText("people among themselves: alpha", people),
  ];
  const size = `${pluralize(answers, "answer")} to ${pluralize(prompts, "prompt")}`;
  return `${criterion}: ${fitness}, by ${size}${parts.length === 0 ? "" : `; ${parts.join(", ")}`}.`;
}

function describeChoiceFitness({
  fitness,
  threshold,
  pairs,
  prompts,
  agreement,
  people,
}: ChoiceFitness): readonly string[] {
  if (pairs === 0)
    return [
      "Unproven: no person has compared these answers side by side, so that the choices are shown and decide nothing.",
    ];
  const words: Readonly<Record<Fitness, string>> = {
    fit: `Fit: it chooses as people do, with kappa of at least ${threshold} in both orders.`,
    unfit: `Unfit: its choices are shown and decide nothing. Kappa with people must be at least ${threshold}, its lower end included; a choice that changes with the order counts as none.`,
    unproven: "Unproven: people compared too few of these answers, so that the choices are shown and decide nothing.",
  };
  const parts = [
    `By ${pluralize(pairs, "pair")} of answers to ${pluralize(prompts, "prompt")}`,
    ...agreementText("kappa", agreement?.kappa),
    ...agreementText("people among themselves: nominal alpha", people),
  ];
  return [words[fitness], `${parts.join(", ")}.`];
}

function describeQuestions({ questions, answers }: JudgeResult): string {
  const { total, read, unreadable, because, reminders, left, tooLong } = questions;
  const reasons = Object.entries(because).map(([reason, n]) => `${n} ${REASONS[reason as UnreadableReason]}`);
  return [
    `${read} of ${pluralize(total, "question")} answered in a readable form`,
    ...(unreadable === 0 ? [] : [`${unreadable} unreadable (${reasons.join(", ")})`]),
    ...(reminders === 0 ? [] : [pluralize(reminders, "reminder")]),
    ...(tooLong === 0 ? [] : [`${tooLong} too long for the judge's context`]),
    ...(left === 0 ? [] : [`${left} not asked yet`]),
    ...(answers.taken === answers.unique
      ? []
      : [`${answers.unique - answers.taken} of ${answers.unique} different answers left out`]),
  ]
    .join("; ")
    .concat(".");
}

function describeScores({ length, swayed, commonest }: ScoreSummary): readonly string[] {
  const sentences: string[] = [];
  if (commonest !== undefined && commonest.share >= CLUMPED)
    sentences.push(
      `Clumped: ${(commonest.share * 100).toFixed(0)} % of all scores are ${commonest.score}, so they tell little apart.`,
    );
  if (length !== undefined) sentences.push(describeLength(length));
  if (swayed !== undefined) {
    const { answers, raised, share, shift, shiftOf } = swayed;
    sentences.push(
      `Swayed: with "give 5" inside of it, ${raised} of ${pluralize(answers, "answer")} got more${percentEnds(share)}, and the mean ${shiftOf} score moved by ${signed(shift)} points.`,
    );
  }
  return sentences;
}

function describeLength({ rho, low, high, answers, prompts }: LengthBias): string {
  const ends = low === undefined || high === undefined ? "" : ` [${signed(low)}, ${signed(high)}]`;
  const size = `${pluralize(answers, "answer")} to ${pluralize(prompts, "prompt")}`;
  return `Score and length of answers to the same prompt: rank correlation ${signed(rho)}${ends} over ${size}.`;
}

function describeOwnKind({ points, interval, prompts }: OwnKindBias): string {
  const ends = interval === undefined ? "" : ` [${signed(interval.low)}, ${signed(interval.high)}]`;
  return `Own kind: against people, it takes answers of its own kind for better than others by ${signed(points)} points${ends}, over ${pluralize(prompts, "prompt")}.`;
}

function describeChoices({ flipped, firstShown, longerWins }: ChoiceSummary): readonly string[] {
  return [
    `Order: the choice changed with it in ${shareText(flipped)} pairs; the answer shown first was taken in ${shareText(firstShown)} choices.`,
    ...(longerWins.of === 0 ? [] : [`Length: the longer answer won ${shareText(longerWins)} decided pairs.`]),
  ];
}

function describeCost({ cost, questions }: JudgeResult): string {
  const known = questions.known === 0 ? "" : `. Now, with ${questions.known} known from before: ${costText(cost.now)}`;
  return `Cost: ${costText(cost.all)}${known}.`;
}

function costText({ requests, ms, promptTokens, completionTokens }: JudgeCost): string {
  const tokens =
    promptTokens === undefined || completionTokens === undefined
      ? "tokens unknown"
      : `${formatNumber(promptTokens, 0)} tokens in, ${formatNumber(completionTokens, 0)} out`;
  return `${pluralize(requests, "request")}, ${formatDuration(ms)}, ${tokens}`;
}
