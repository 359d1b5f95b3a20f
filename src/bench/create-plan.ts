import type { AcceptableRule } from "../core/acceptable-rule.ts";
import { AssayError } from "../core/errors.ts";
import { PLAN_BOUNDS, PLAN_DEFAULTS } from "../core/plan-defaults.ts";
import type { PromptSet } from "../core/prompt.ts";
import type { Plan, TargetPlan, UntilDecided } from "../core/run.ts";

/** The parts of a plan; an absent one takes its default. */
export interface PlanOptions {
  readonly targets: readonly TargetPlan[];
  readonly prompts: PromptSet;
  readonly rounds?: number | undefined;
  readonly warmUp?: number | undefined;
  readonly order?: Plan["order"] | undefined;
  readonly seed?: number | undefined;
  readonly temperature?: number | undefined;
  readonly maxTokens?: number | undefined;
  readonly stream?: boolean | undefined;
  readonly prefixCache?: "on" | "off" | undefined;
  readonly logprobs?: boolean | undefined;
  readonly timeLimitMs?: number | undefined;
  readonly acceptable?: AcceptableRule | undefined;
  readonly untilDecided?: UntilDecided | undefined;
}

/**
 * Checks and completes a plan.
 *
 * @throws AssayError `invalid-input` for a count, limit or temperature out of range, no target, no prompt, or a target named twice
 */
export function createPlan(options: PlanOptions): Plan {
  const { targets, prompts, timeLimitMs, untilDecided } = options;
  const rounds = wholeNumber("rounds", options.rounds);
  const warmUp = wholeNumber("warmUp", options.warmUp);
  const seed = wholeNumber("seed", options.seed);
  const maxTokens = wholeNumber("maxTokens", options.maxTokens);
  const temperature = options.temperature ?? PLAN_DEFAULTS.temperature;
  const [coldest, hottest] = PLAN_BOUNDS.temperature;
  if (!(temperature >= coldest && temperature <= hottest))
    throw refuse("temperature", `a number from ${coldest} to ${hottest}`, temperature);
  if (timeLimitMs !== undefined && !(timeLimitMs > 0)) throw refuse("time limit", "a time above 0 ms", timeLimitMs);
  if (untilDecided !== undefined) checkLevel(untilDecided, options.order);
  if (targets.length === 0) throw refuse("targets", "at least one model", 0);
  if (prompts.prompts.length === 0) throw refuse("prompts", "at least one prompt", 0);
  const ids = targets.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw refuse("targets", "named once each", twice);
  return {
    targets,
    prompts,
    rounds,
    warmUp,
    order: options.order ?? PLAN_DEFAULTS.order,
    seed,
    request: {
      temperature,
      seed,
      maxTokens,
      stream: options.stream ?? PLAN_DEFAULTS.stream,
      prefixCache: options.prefixCache ?? PLAN_DEFAULTS.prefixCache,
      ...(options.logprobs === true && { logprobs: true as const }),
    },
    ...(timeLimitMs !== undefined && { timeLimitMs }),
    ...(options.acceptable !== undefined && { acceptable: options.acceptable }),
    ...(untilDecided !== undefined && { untilDecided }),
  };
}

/** Targets that take no turns have answered nothing in common when the run is looked at. */
function checkLevel({ level }: UntilDecided, order: Plan["order"] = PLAN_DEFAULTS.order): void {
  const [least, most] = PLAN_BOUNDS.level;
  if (!(level >= least && level <= most)) throw refuse("level", `a number from ${least} to ${most}`, level);
  if (order === "blocked") throw refuse("order", "interleaved in a run that ends once it is decided", order);
}

const WORDS = { rounds: "rounds", warmUp: "warm-up", seed: "seed", maxTokens: "max tokens" } as const;

/** The given number if it is within its bounds, or the default. */
function wholeNumber(name: keyof typeof WORDS, given: number | undefined): number {
  const value = given ?? PLAN_DEFAULTS[name];
  const [least, most] = PLAN_BOUNDS[name];
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw refuse(WORDS[name], `a whole number from ${least} to ${most}`, value);
}

function refuse(what: string, rule: string, value: unknown): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `${what} must be ${rule}, not ${typeof value === "string" ? JSON.stringify(value) : `${String(value)}.`}`,
  });
}
