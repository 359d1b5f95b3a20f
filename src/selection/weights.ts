import { AssayError } from "../core/errors.ts";
import { nearNames } from "../lib/near-names.ts";
import { OBJECTIVES, type Objective } from "./objectives.ts";

/** How much each objective counts. */
export type Weights = Readonly<Record<Objective, number>>;

/**
 * The weights of objectives when nobody says otherwise.
 *
 * With the value functions of `scoreOn()`, half the latency then counts as much as 3 points of quality, half the memory
 * as much as 2.3, half the footprint as much as 1.5, and twice the decode rate, which latency already holds, as much as
 * 0.8: a smaller or faster model wins only where its answers are about as good. A judgement, not a measurement, and
 * therefore always shown.
 */
export const DEFAULT_WEIGHTS: Weights = {
  quality: 0.8,
  latency: 0.08,
  "decode-rate": 0.02,
  throughput: 0,
  memory: 0.06,
  footprint: 0.04,
  "load-time": 0,
  energy: 0,
  cost: 0,
};

/** The objectives that count when nobody says otherwise. */
export const USUAL_OBJECTIVES: readonly Objective[] = OBJECTIVES.filter((objective) => DEFAULT_WEIGHTS[objective] > 0);

/**
 * Reads weights such as `quality=3,latency=1`; an objective that is not named counts nothing. They are made to sum to 1.
 *
 * @throws AssayError `invalid-input` when a part is not `objective=number`, names an objective twice, or all are 0
 */
export function parseWeights(text: string): Weights {
  const named = new Map<Objective, number>();
  for (const part of text.split(",")) {
    const [name = "", amount = "", ...rest] = part.split("=").map((piece) => piece.trim());
    const objective = OBJECTIVES.find((known) => known === name.toLowerCase());
    if (objective === undefined) {
      const [near] = nearNames(name, OBJECTIVES);
      const hint = near === undefined ? undefined : `Did you mean ${near}?`;
      throw refuse(`one of ${OBJECTIVES.join(", ")}, as in quality=3,latency=1`, part, hint);
    }
    if (named.has(objective)) throw refuse("named once each", text);
    if (rest.length > 0 || !/^(\d+(\.\d+)?|\.\d+)$/.test(amount)) throw refuse("numbers from 0", part);
    named.set(objective, Number(amount));
  }
  return normalizeWeights(Object.fromEntries(named));
}

/**
 * Weights as a file has them, by the name of the objective; they are made to sum to 1.
 *
 * @param what names them in an error, such as `The weights of the profile kiosk`
 * @throws AssayError `invalid-input` for a name that is no objective, and for weights that are none
 */
export function readWeights(written: Readonly<Record<string, number>>, what: string): Weights {
  const unknown = Object.keys(written).find((name) => OBJECTIVES.every((objective) => objective !== name));
  if (unknown !== undefined) {
    const [near] = nearNames(unknown, OBJECTIVES);
    throw new AssayError({
      code: "invalid-input",
      message: `${what} must be of ${OBJECTIVES.join(", ")}, not ${JSON.stringify(unknown)}.`,
      hint: near === undefined ? HINT : `Did you mean ${near}?`,
    });
  }
  return normalizeWeights(written);
}

/**
 * Makes weights sum to 1; one that is absent counts nothing.
 *
 * @throws AssayError `invalid-input` when one is negative or not finite, or all are 0
 */
export function normalizeWeights(weights: Readonly<Partial<Record<Objective, number>>>): Weights {
  const values = OBJECTIVES.map((objective) => weights[objective] ?? 0);
  const bad = values.find((value) => !(Number.isFinite(value) && value >= 0));
  if (bad !== undefined) throw refuse("numbers from 0", String(bad));
  const sum = values.reduce((total, value) => total + value, 0);
  if (sum === 0) throw refuse("above 0 for one objective or more", JSON.stringify(weights));
  return weightsOf((objective) => (weights[objective] ?? 0) / sum);
}

/** Weights given by a function of the objective. */
export function weightsOf(weight: (objective: Objective) => number): Weights {
  return Object.fromEntries(OBJECTIVES.map((objective) => [objective, weight(objective)])) as Weights;
}

const HINT = "Name what counts and how much, such as quality=3,latency=1; the sum does not matter.";

function refuse(rule: string, value: string, hint = HINT): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `The weights must be ${rule}, not ${JSON.stringify(value.trim())}`,
    hint,
  });
}
