import type { Estimate } from "../core/estimate.ts";

/** From how many answers a day on the machine here is cheaper than a hosted model. */
export type BreakEven =
  | {
      readonly type: "at";
      readonly answersPerDay: number;
      /** Ends of its interval; `high` is absent where it is open upwards: the answers may cost no less here. */
      readonly low?: number | undefined;
      readonly high?: number | undefined;
      /** Prompts that it rests on. */
      readonly n: number;
      /** Answers that the machine gives in a day, one after the other; more than these it cannot be used for. */
      readonly capacity?: number | undefined;
      readonly isBeyondCapacity: boolean;
    }
  /** The machine costs nothing by the day, and each answer less than there. */
  | { readonly type: "always" }
  /** Each answer costs more here than there, the machine not counted. */
  | { readonly type: "never" }
  | { readonly type: "unknown"; readonly because: string };

/**
 * The load at which what a machine costs by the day is won back by answers that cost less here than elsewhere.
 *
 * @param perDay what the machine costs by the day, at work or not
 * @param gain what an answer costs more elsewhere; absent where it is unknown
 * @param capacity answers that the machine gives in a day
 */
export function findBreakEven(perDay: number, gain: Estimate | undefined, capacity: number | undefined): BreakEven {
  if (gain === undefined) return { type: "unknown", because: "the cost of an answer here or there is unknown" };
  if (gain.value <= 0) return { type: "never" };
  if (perDay <= 0) return { type: "always" };
  const answersPerDay = perDay / gain.value;
  const { low, high, n } = gain;
  return {
    type: "at",
    answersPerDay,
    ...(high !== undefined && { low: perDay / high }),
    ...(low !== undefined && low > 0 && { high: perDay / low }),
    n,
    ...(capacity !== undefined && { capacity }),
    isBeyondCapacity: capacity !== undefined && answersPerDay > capacity,
  };
}
