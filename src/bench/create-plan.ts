import { AssayError } from "../core/errors.ts";
import { PLAN_DEFAULTS } from "../core/plan-defaults.ts";
import type { PromptSet } from "../core/prompt.ts";
import type { Plan, TargetPlan } from "../core/run.ts";

/** What a plan is made from; what is absent takes the default. */
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
  readonly timeLimitMs?: number | undefined;
}

/**
 * Checks and completes a plan.
 *
 * @throws AssayError `invalid-input` for a count, limit or temperature out of range, no target, no prompt, or a target named twice
 */
export function createPlan(options: PlanOptions): Plan {
  const rounds = options.rounds ?? PLAN_DEFAULTS.rounds;
  const warmUp = options.warmUp ?? PLAN_DEFAULTS.warmUp;
  const temperature = options.temperature ?? PLAN_DEFAULTS.temperature;
  const maxTokens = options.maxTokens ?? PLAN_DEFAULTS.maxTokens;
  const seed = options.seed ?? PLAN_DEFAULTS.seed;
  require(Number.isInteger(rounds) && rounds >= 1, "rounds", "a whole number from 1", rounds);
  require(Number.isInteger(warmUp) && warmUp >= 0, "warm-up", "a whole number from 0", warmUp);
  require(temperature >= 0 && temperature <= 2, "temperature", "a number from 0 to 2", temperature);
  require(Number.isInteger(maxTokens) && maxTokens >= 1, "max tokens", "a whole number from 1", maxTokens);
  require(Number.isSafeInteger(seed), "seed", "a whole number", seed);
  const { timeLimitMs } = options;
  require(timeLimitMs === undefined || timeLimitMs > 0, "time limit", "a time above 0 ms", timeLimitMs);
  require(options.targets.length > 0, "targets", "at least one model", "none");
  require(options.prompts.prompts.length > 0, "prompts", "at least one prompt", "none");
  const ids = options.targets.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  require(twice === undefined, "targets", "named once each", twice);
  return {
    targets: options.targets,
    prompts: options.prompts,
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
    },
    ...(timeLimitMs !== undefined && { timeLimitMs }),
  };
}

function require(holds: boolean, what: string, rule: string, value: unknown): asserts holds {
  if (holds) return;
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot plan the benchmark as ${what} must be ${rule}: current value is ${String(value)}`,
    hint: "see assay bench --help",
  });
}
