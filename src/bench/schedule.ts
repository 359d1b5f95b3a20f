import type { Plan, TargetPlan } from "../core/run.ts";
import type { Sample } from "../core/sample.ts";
import { createRandom } from "../lib/random.ts";

/** One request to make. */
export interface Cell {
  readonly cell: string;
  readonly target: string;
  readonly prompt: string;
  readonly round: number;
  readonly phase: Sample["phase"];
}

/** Requests that one target makes without another in between. */
export interface Turn {
  readonly target: string;
  readonly cells: readonly Cell[];
}

/**
 * Orders the timed requests of a plan.
 *
 * `interleaved`: for each round and prompt all targets take turns, in an order that is reversed from prompt to prompt
 * (ABBA), so that drift and heat hit all alike; the prompts of a round are shuffled with the plan's seed.
 * `by-round`: targets take turns by whole rounds, for machines that cannot hold all of them at once.
 * `blocked`: one target after the other.
 */
export function createSchedule(plan: Plan, grain: "interleaved" | "by-round" | "blocked"): Turn[] {
  const random = createRandom(plan.seed);
  const rounds = Array.from({ length: plan.rounds }, (_, index) => ({
    round: index + 1,
    prompts: random.shuffle(plan.prompts.prompts.map((prompt) => prompt.id)),
  }));
  if (grain === "blocked") {
    return plan.targets.map((target) => ({
      target: target.id,
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
        target: target.id,
        cells: group.map((prompt) => timedCell(target, prompt, round)),
      }));
    });
  });
}

/** The untimed requests that a target may make after each load: those of the plan, and up to a round in all. */
export function warmUpCells(plan: Plan, target: TargetPlan): Cell[] {
  const most = plan.warmUp === 0 ? 0 : Math.max(plan.warmUp, plan.prompts.prompts.length);
  return Array.from({ length: most }, (_, index) => {
    const prompt = plan.prompts.prompts[index % plan.prompts.prompts.length]?.id ?? "";
    return {
      cell: `${target.id}/${prompt}/warm-up-${index + 1}`,
      target: target.id,
      prompt,
      round: index + 1,
      phase: "warm-up",
    };
  });
}

function timedCell(target: TargetPlan, prompt: string, round: number): Cell {
  return { cell: `${target.id}/${prompt}/${round}`, target: target.id, prompt, round, phase: "timed" };
}
