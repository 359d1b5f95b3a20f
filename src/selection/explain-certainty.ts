import type { Certainty } from "./certainty.ts";
import { formatFigure, formatShare } from "./format-figure.ts";
import { OBJECTIVE_DESCRIPTIONS } from "./objectives.ts";
import type { UsedWeights } from "./recommendation.ts";

/** More candidates than these make no sentence that one reads. */
const MOST_NAMED = 4;

/** How sure a choice by weighted score is, in sentences; none of them decides the verdict. */
export function explainCertainty(certainty: Certainty, { setBy }: UsedWeights): readonly string[] {
  const { leftOut } = certainty;
  return [
    explainShares(certainty, setBy === "user" ? "your weights" : "Assay's own weights"),
    explainFlip(certainty),
    ...explainRegret(certainty),
    ...(leftOut.length === 0
      ? []
      : [
          `Not in these figures: ${leftOut.map(({ objective, because }) => `${OBJECTIVE_DESCRIPTIONS[objective].label} (${because})`).join(", ")}.`,
        ]),
  ];
}

function explainShares({ targets, prompts, resamples }: Certainty, whose: string): string {
  const shares = targets.slice(0, MOST_NAMED).map((one) => {
    const { target, atWeights, nearWeights, anyWeights } = one;
    return `${target} ${[atWeights, nearWeights, anyWeights].map(formatShare).join(", ")}`;
  });
  const drawn = prompts === 0 ? `${resamples} draws` : `${resamples} draws of the ${prompts} prompts`;
  return `Best weighted score in ${drawn}, at ${whose}, at weights near them and at any weights: ${shares.join("; ")}.`;
}

function explainFlip({ leader, runnerUp, lead, flip, leastChange }: Certainty): string {
  if (lead <= 0) return `At these weights ${runnerUp} scores as well as ${leader}.`;
  if (leastChange === undefined) return `No weights on these would put ${runnerUp} before ${leader}.`;
  const points = Math.round((leastChange.distance / 2) * 100);
  const least = `${points === 0 ? "less than 1 point" : points === 1 ? "1 point" : `${points} points`} of weight moved at best`;
  if (flip === undefined) return `No single weight would put ${runnerUp} before ${leader}, but ${least} would.`;
  const { label } = OBJECTIVE_DESCRIPTIONS[flip.objective];
  return `${runnerUp} would lead if ${label} had a weight of ${formatShare(flip.to)} instead of ${formatShare(flip.from)} and the others kept their proportion (${least} would do).`;
}

/** What is lost and won on average where the runner-up is taken. */
function explainRegret({ leader, runnerUp, targets, instead }: Certainty): readonly string[] {
  const regret = targets.find(({ target }) => target === runnerUp)?.regret;
  if (regret === undefined || instead.length === 0) return [];
  const figures = instead.map(
    ({ objective, unit, leader: ours, runnerUp: theirs }) =>
      `${OBJECTIVE_DESCRIPTIONS[objective].label} ${formatFigure(theirs, unit)} instead of ${formatFigure(ours, unit)}`,
  );
  return [
    `Taking ${runnerUp} instead of ${leader} loses ${regret.toFixed(3)} of weighted score on average: ${figures.join(", ")}.`,
  ];
}
