import type { Prompt } from "../core/prompt.ts";
import type { Plan, TargetPlan } from "../core/run.ts";
import type { Sample } from "../core/sample.ts";
import { createRandom } from "../lib/random.ts";

/** One request to make, with all that it takes. */
export interface Cell {
  /** Unique in a run, the same after a resume. */
  readonly id: string;
  readonly target: TargetPlan;
  readonly prompt: Prompt;
  readonly round: number;
  readonly phase: Sample["phase"];
}

/** Requests that one target makes without another in between. */
export interface Turn {
  readonly target: TargetPlan;
  readonly cells: readonly Cell[];
}

/** What a target does before another takes its turn: one request, a round, or all. */
export type Grain = "interleaved" | "by-round" | "blocked";

/**
 * Orders the timed requests of a plan.
 *
 * `interleaved`: for each round and prompt all targets take turns, in an order that is reversed from prompt to prompt
 * (ABBA), so that drift and heat hit all alike; the prompts of a round are shuffled with the plan's seed.
 * `by-round`: targets take turns by whole rounds, for machines that cannot hold all of them at once.
 * `blocked`: one target after the other.
 */
export function createSchedule(plan: Plan, grain: Grain): Turn[] {
  const random = createRandom(plan.seed);
  const rounds = Array.from({ length: plan.rounds }, (_, index) => ({
    round: index + 1,
    prompts: random.shuffle(plan.prompts.prompts),
  }));
  if (grain === "blocked") {
    return plan.targets.map((target) => ({
      target,
      cells: rounds.flatMap(({ round, prompts }) => prompts.map((prompt) => timedCell(target, prompt, round))),
    }));
  }
  let turns = 0;
  return rounds.flatMap(({ round, prompts }) => {
    const groups = grain === "by-round" ? [prompts] : prompts.map((prompt) => [prompt]);
    return groups.flatMap((group) => {
      const order = turns % 2 === 0 ? plan.targets : plan.targets.toReversed();
      turns += 1;
      return order.map((target) => ({
        target,
        cells: group.map((prompt) => timedCell(target, prompt, round)),
      }));
    });
  });
}

function timedCell(target: TargetPlan, prompt: Prompt, round: number): Cell {
  return { id: `${target.id}/${prompt.id}/${round}`, target, prompt, round, phase: "timed" };
}
