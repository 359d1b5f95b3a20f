import { formatFigure, formatShare } from "./format-figure.ts";
import type { NotWorse, NotWorseCandidate } from "./not-worse.ts";

/** The answer in one sentence. */
export function explainNotWorse({ reference, margin, smallest, candidates }: NotWorse): string {
  const points = formatMargin(margin);
  if (candidates.length === 0) return `Nothing that was measured is smaller than ${reference}.`;
  if (smallest === undefined) return `Nothing smaller is shown to be not worse than ${reference} by ${points}.`;
  const size = candidates.find(({ target }) => target === smallest)?.sizeBytes;
  const shown = size === undefined ? "" : `, at ${formatFigure(size, "bytes")} the smallest that is`;
  return `Take ${smallest}: not worse than ${reference} by ${points}${shown} shown.`;
}

/** A sentence for each candidate, and how the level is held. */
export function explainNotWorseCandidates({
  reference,
  margin,
  candidates,
  leastPrompts,
}: NotWorse): readonly string[] {
  return [
    ...candidates.map((candidate) => explainCandidate(candidate, margin)),
    ...(candidates.length === 0
      ? []
      : [
          `Tested from the largest to the smallest until one is not shown, each one-sided at 95%, which so holds for all together; answers that never differ from those of ${reference} show a margin of ${formatMargin(margin)} with ${leastPrompts} prompts.`,
        ]),
  ];
}

const WORDS: Readonly<Record<NotWorseCandidate["result"], string>> = {
  "not-worse": "not worse",
  worse: "worse",
  "not-shown": "not shown",
};

function explainCandidate(candidate: NotWorseCandidate, margin: number): string {
  const { target, sizeBytes, result, because, difference, promptsNeeded, answers, tokens } = candidate;
  const parts = [
    ...(difference === undefined
      ? []
      : [
          `quality ${formatSigned(difference.value)} on ${difference.n} prompts, a loss of ${formatMargin(difference.lossBelow)} or more is excluded`,
        ]),
    ...(because === undefined ? [] : [because]),
    ...(promptsNeeded === undefined || difference === undefined
      ? []
      : [`about ${promptsNeeded} prompts would show it if that stays so`]),
    ...(result === "worse" ? [`the loss is above ${formatMargin(margin)}`] : []),
    ...(answers === undefined ? [] : [`${answers.same} of ${answers.of} answers the same to the letter`]),
    ...(tokens === undefined
      ? []
      : [
          `the same likeliest token in ${formatShare(tokens.sameLikeliest)} of ${tokens.tokens} places, divergence ${tokens.divergence.toPrecision(2)} nats`,
        ]),
  ];
  return `${target} (${formatFigure(sizeBytes, "bytes")}): ${WORDS[result]}; ${parts.join("; ")}.`;
}

function formatMargin(share: number): string {
  const points = Number((share * 100).toFixed(1));
  return `${points} ${points === 1 ? "point" : "points"}`;
}

function formatSigned(share: number): string {
  const points = (share * 100).toFixed(1);
  return `${share > 0 ? "+" : ""}${Number(points)} points`;
}
