import type { Plan } from "../core/run.ts";
import { createRandom } from "../lib/random.ts";
import { createSchedule, type Grain, type Turn } from "./schedule.ts";

/** Requests that are made before a run is looked at. */
export interface Stage {
  readonly turns: readonly Turn[];
  /** Prompts that are measured when it is done, those of earlier stages included. */
  readonly prompts: number;
}

/** With fewer prompts nothing can be found. */
const FIRST_LOOK = 8;
/** Few looks would be late, and many hold the targets up. */
const GROWTH = 1.5;

/** After how many of `prompts` prompts a run that ends once it is decided is looked at: the last look has all of them. */
export function listLooks(prompts: number): readonly number[] {
  const looks: number[] = [];
  for (let next = FIRST_LOOK; next < prompts; next = Math.round(next * GROWTH)) looks.push(next);
  return [...looks, prompts];
}

/**
 * Parts the timed requests of a plan by the looks at it; a plan that is measured as a whole is one stage.
 *
 * Prompts come in an order that the seed determines: those that stand together in a set are often alike, and the first ones
 * must not be all of a kind. All rounds of a prompt belong to one stage, as what a look has counted must not change.
 * @param most prompts to measure at most
 */
export function partIntoStages(plan: Plan, grain: Grain, most = Number.POSITIVE_INFINITY): readonly Stage[] {
  const { prompts: set, seed, untilDecided } = plan;
  if (untilDecided === undefined) return [{ turns: createSchedule(plan, grain), prompts: set.prompts.length }];
  const order = createRandom(seed).shuffle(set.prompts).slice(0, most);
  const looks = listLooks(order.length);
  return looks.map((end, index) => {
    const prompts = order.slice(looks[index - 1] ?? 0, end);
    return { turns: createSchedule({ ...plan, prompts: { ...set, prompts } }, grain), prompts: end };
  });
}
