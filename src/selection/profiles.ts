import { AssayError } from "../core/errors.ts";
import { nearNames } from "../lib/near-names.ts";
import type { Constraints } from "./constraints.ts";
import { normalizeWeights, type Weights } from "./weights.ts";

/** Weights and limits under one name, for whoever knows what the model is for rather than what each thing is worth. */
export interface Profile {
  readonly name: string;
  /** Purpose in a few words, to stand behind the name. */
  readonly description: string;
  readonly weights: Weights;
  readonly limits: Constraints;
}

/** The profiles that every project has; docs/verdicts.md has them as a table. */
const PROFILES: readonly Profile[] = [
  {
    name: "edge",
    description: "a small device: it must fit, start soon and answer soon",
    weights: normalizeWeights({ quality: 50, latency: 15, memory: 15, footprint: 10, "load-time": 10 }),
    limits: { maxMemoryBytes: 4e9, maxFootprintBytes: 4e9 },
  },
  {
    name: "server",
    description: "many users on one machine: rates, memory and cost",
    weights: normalizeWeights({ quality: 55, latency: 10, "decode-rate": 10, throughput: 10, memory: 5, cost: 10 }),
    limits: {},
  },
  {
    name: "battery",
    description: "a laptop or phone away from power: energy first among the costs",
    weights: normalizeWeights({ quality: 50, latency: 10, memory: 5, footprint: 5, energy: 30 }),
    limits: {},
  },
  {
    name: "quality-first",
    description: "the best answers, at nearly any price",
    weights: normalizeWeights({ quality: 95, latency: 3, memory: 2 }),
    limits: {},
  },
];

/**
 * The profile of that name: the project's own, else one that every project has.
 *
 * @throws AssayError `invalid-input` for a name that there is not, with those that there are
 */
export function findProfile(name: string, own: readonly Profile[] = []): Profile {
  const known = [...own, ...PROFILES];
  const found = known.find((profile) => profile.name === name.trim());
  if (found !== undefined) return found;
  const names = [...new Set(known.map((profile) => profile.name))];
  const [near] = nearNames(name, names);
  throw new AssayError({
    code: "invalid-input",
    message: `The profile must be one of ${names.join(", ")}, not ${JSON.stringify(name)}.`,
    hint: near === undefined ? "Add one of your own to `profiles` in assay.json." : `Did you mean ${near}?`,
  });
}
