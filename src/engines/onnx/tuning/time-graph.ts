import type { Clock } from "../../../lib/clock.ts";
import type { Decoder } from "../graph/decoder.ts";

/** Prompts count as much as answers; any token takes the same computing. */
const PROMPT: readonly number[] = new Array(16).fill(1);
const STEPS = 16;
const ROUNDS = 3;

/** Milliseconds of a short prompt and answer: the best of a few, as what slows one comes from others. */
export async function timeGraph(decoder: Decoder, clock: Clock): Promise<number> {
  const cache = decoder.createCache();
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round++) {
    cache.cut(0);
    const startMs = clock.now();
    await decoder.compute(cache, PROMPT);
    for (let step = 0; step < STEPS; step++) await decoder.compute(cache, [1]);
    best = Math.min(best, clock.now() - startMs);
  }
  return best;
}
