import type { Scorecard } from "../bench/summary/scorecard.ts";
import { viewFrom } from "./explain-finding.ts";
import { explainSizes } from "./explain-sizes.ts";
import { findDifferences } from "./find-differences.ts";
import { isAnswered } from "./judge-answering.ts";
import type { MemoryKind, Objective } from "./objectives.ts";
import { evidenceOf } from "./read-evidence.ts";
import type { Comparison, Judgement, Recommendation } from "./recommendation.ts";
import type { Procedure } from "./sequential/procedure.ts";
import { USUAL_OBJECTIVES } from "./weights.ts";

interface SizeGrounds {
  readonly memory: MemoryKind;
  readonly blocked: (objective: Objective) => string | undefined;
  readonly procedure: Procedure;
  readonly comparisons: readonly Comparison[];
  readonly judgements: readonly Judgement[];
}

/** Tells of the smallest and the largest of the targets that answer; a pair of which a limit has excluded one is compared by itself. */
export function tellSizes(scorecards: readonly Scorecard[], grounds: SizeGrounds): Recommendation["sizes"] {
  const { memory, blocked, procedure, comparisons, judgements } = grounds;
  const answering = scorecards.filter(({ status, prompts }) => status !== "failed" && prompts.some(isAnswered));
  const found = findSizes(answering);
  if (found === undefined) return undefined;
  const { small, large } = found;
  const known = comparisons.find(
    ({ first, second }) => [first, second].toSorted().join() === [small, large].toSorted().join(),
  );
  const read = (id: string) => answering.flatMap((card) => (card.target.id === id ? [evidenceOf(card, memory)] : []));
  const evidence = [...read(large), ...read(small)];
  const [comparison] = known
    ? [known]
    : findDifferences(evidence, { objectives: USUAL_OBJECTIVES, blocked, procedure });
  const isScored = evidence.every(({ objectives }) => objectives.quality !== undefined);
  return comparison && { small, large, sentences: explainSizes(viewFrom(comparison, large), judgements, isScored) };
}

/** A small and a large target of a run. */
interface Sizes {
  readonly small: string;
  readonly large: string;
}

/** From this factor on, one model is clearly larger than another. */
const CLEARLY_LARGER = 2;
/** The smallest and the largest of the targets, of several alike the first, by parameters, or by bytes where these are not known; absent where they are near. */
function findSizes(cards: readonly Scorecard[]): Sizes | undefined {
  const by = (sizeOf: (card: Scorecard) => number | undefined) => {
    const sized = cards.flatMap((card) => {
      const size = sizeOf(card);
      return size === undefined ? [] : [{ id: card.target.id, size }];
    });
    if (sized.length < cards.length) return undefined;
    const find = (size: number) => sized.find((one) => one.size === size);
    const sizes = sized.map(({ size }) => size);
    const [first, last] = [find(Math.min(...sizes)), find(Math.max(...sizes))];
    if (first === undefined || last === undefined || last.size < CLEARLY_LARGER * first.size) return undefined;
    return { small: first.id, large: last.id };
  };
  return (
    by(({ info, target }) => info?.parameters ?? target.parameters) ??
    by(({ target, info }) => target.sizeBytes ?? info?.sizeBytes)
  );
}
