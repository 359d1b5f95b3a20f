import type { Generation } from "./generation-job.ts";
import type { SequenceSlot } from "./sequence-slot.ts";

/** A prefix that is shorter is what all prompts of a template have in common, unless it is the whole prompt. */
const worthwhilePrefixTokens = 16;
/** Templates that open the reasoning leave these last tokens out once it is over; two short questions differ in more. */
const promptTailTokens = 4;
/** Share of a sequence's last prompt that a request must have in common with it to go on where it ends. */
const continuedShare = 0.75;

/**
 * Chooses the sequence of a request; undefined when none is free.
 *
 * A conversation goes on where it is: on the sequence that shares most with it, if that is most of what was asked
 * there. A new one, though it may begin with the same system message, takes the sequence that was used least recently,
 * so that others keep theirs. Of those, one beside the sequences that run is preferred, since ids must not have gaps to be
 * computed together.
 */
export function chooseSlot(
  slots: readonly SequenceSlot[],
  { prompt, promptReuse }: Pick<Generation, "prompt" | "promptReuse">,
): SequenceSlot | undefined {
  const free = slots.filter(({ job }) => job === undefined);
  if (!promptReuse) return free[0];
  const leastRecent = free.toSorted((a, b) => countGaps(slots, a) - countGaps(slots, b) || a.usedAt - b.usedAt)[0];
  const worthwhile = Math.min(worthwhilePrefixTokens, prompt.length - 1);
  const [best] = free
    .map((slot) => ({ slot, prefix: slot.commonPrefix(prompt) }))
    .filter(({ slot, prefix }) => prefix >= Math.max(worthwhile, continuedShare * slot.lastPromptTokens))
    .sort((a, b) => b.prefix - a.prefix);
  if (best === undefined) return leastRecent;
  const continues = best.prefix >= best.slot.lastPromptTokens - promptTailTokens;
  // Two conversations that have little more than their beginning in common need not share while there is room.
  return !continues && leastRecent?.usedAt === 0 ? leastRecent : best.slot;
}

/** Breaks in the row of running sequences, if this one ran too. */
function countGaps(slots: readonly SequenceSlot[], candidate: SequenceSlot): number {
  const runs = slots.map((slot) => slot === candidate || slot.job !== undefined);
  return runs.filter((one, index) => one && index > 0 && !runs[index - 1] && runs.slice(0, index).includes(true))
    .length;
}
