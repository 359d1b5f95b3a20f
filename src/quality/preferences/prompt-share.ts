import { type Successes, shareInterval } from "../../stats/share-interval.ts";

/** A share of pairs or choices, with its interval over prompts. */
export interface PairShare {
  readonly pairs: number;
  readonly of: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/** How often something is so, counted in each of the things given; those to one prompt are no independent evidence. */
export function promptShare<Thing extends { readonly prompt: string }>(
  things: readonly Thing[],
  count: (thing: Thing) => readonly [found: number, expected: number],
): PairShare {
  const clusters: readonly Successes[] = [...Map.groupBy(things, ({ prompt }) => prompt).values()]
    .map((group) => group.map(count))
    .map((counts) => ({ found: sum(counts.map(([found]) => found)), expected: sum(counts.map(([, all]) => all)) }))
    .filter(({ expected }) => expected > 0);
  const share = { pairs: sum(clusters.map(({ found }) => found)), of: sum(clusters.map(({ expected }) => expected)) };
  return { ...share, ...shareInterval(clusters) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
