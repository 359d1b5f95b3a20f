import type { Random } from "../lib/random.ts";
import { mean } from "../stats/centre.ts";
import type { Objective } from "./objectives.ts";
import type { Evidence, PromptEvidence, TargetEvidence } from "./target-evidence.ts";
import { toUtility } from "./weigh.ts";

/** The worth of each target in each objective, `[target][objective]`, as another draw of the same prompts might have shown it. */
export type DrawUtilities = () => readonly (readonly number[])[];

/**
 * Prepares draws of all prompts at once: a prompt that is drawn counts for every target and objective, so that what ties them
 * is kept. Readings are drawn apart, target by target; facts stay what they are.
 */
export function createResampler(
  targets: readonly TargetEvidence[],
  objectives: readonly Objective[],
  random: Random,
): DrawUtilities {
  const prompts = [...new Set(targets.flatMap((target) => promptsOf(target, objectives)))];
  const counts = new Float64Array(prompts.length);
  const readers = targets.map((target) =>
    objectives.map((objective) => {
      const { [objective]: evidence } = target.objectives;
      const all = targets.flatMap((one) => one.objectives[objective] ?? []);
      return createReader(objective, evidence, { all, prompts, counts, random });
    }),
  );
  return () => {
    counts.fill(0);
    for (let drawn = 0; drawn < prompts.length; drawn++) {
      const at = random.integer(prompts.length);
      counts[at] = (counts[at] ?? 0) + 1;
    }
    return readers.map((row) => row.map((read) => read()));
  };
}

interface Draw {
  /** What is known of all targets in the objective. */
  readonly all: readonly Evidence[];
  readonly prompts: readonly string[];
  /** How often each prompt is in the draw. */
  readonly counts: Float64Array;
  readonly random: Random;
}

function createReader(objective: Objective, evidence: Evidence | undefined, draw: Draw): () => number {
  switch (evidence?.type) {
    case undefined:
      return () => Number.NaN;
    case "fact": {
      const utility = toUtility(objective, evidence.figure);
      return () => utility;
    }
    case "readings": {
      const logs = evidence.readings.map(Math.log);
      return () => toUtility(objective, Math.exp(mean(logs.map(() => logs[draw.random.integer(logs.length)] ?? 0))));
    }
    case "prompts":
      return createPromptReader(objective, evidence, draw);
  }
  return evidence satisfies never;
}

/** Prompts that one of the targets lacks count for none of them. */
function createPromptReader(objective: Objective, { byPrompt }: PromptEvidence, { all, prompts, counts }: Draw) {
  const shared = prompts.map((prompt) => all.every((one) => one.type === "prompts" && one.byPrompt.has(prompt)));
  const read = (part: "value" | "weight") =>
    Float64Array.from(prompts, (prompt, index) => (shared[index] ? (byPrompt.get(prompt)?.[part] ?? 0) : 0));
  const [values, weights] = [read("value"), read("weight")];
  return () => {
    let [sum, total] = [0, 0];
    for (let index = 0; index < counts.length; index++) {
      const count = counts[index] ?? 0;
      sum += count * (values[index] ?? 0);
      total += count * (weights[index] ?? 0);
    }
    return toUtility(objective, objective === "quality" ? sum / total : Math.exp(sum / total));
  };
}

function promptsOf({ objectives: known }: TargetEvidence, objectives: readonly Objective[]): readonly string[] {
  return objectives.flatMap((objective) => {
    const { [objective]: evidence } = known;
    return evidence?.type === "prompts" ? [...evidence.byPrompt.keys()] : [];
  });
}
