/** Defaults of a plan: deterministic, and the same for all targets. */
export const PLAN_DEFAULTS = {
  rounds: 3,
  warmUp: 1,
  order: "interleaved",
  seed: 1,
  temperature: 0,
  maxTokens: 160,
  stream: true,
  prefixCache: "off",
} as const;

/** Of a run that ends once it is decided. */
export const DEFAULT_LEVEL = 0.95;

/** Least and most of what a plan may ask for, whether a flag, a file or a program says it. */
export const PLAN_BOUNDS = {
  rounds: [1, 100_000],
  warmUp: [0, 1000],
  seed: [0, Number.MAX_SAFE_INTEGER],
  temperature: [0, 2],
  maxTokens: [1, 1_000_000],
  level: [0.8, 0.999],
} as const satisfies Partial<Record<keyof typeof PLAN_DEFAULTS | "level", readonly [least: number, most: number]>>;
