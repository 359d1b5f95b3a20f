/** What a plan is when nobody says otherwise: deterministic, and the same for all targets. */
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
