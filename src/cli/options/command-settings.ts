import type { SettingName } from "../../settings/definitions.ts";

/** The settings that `assay bench` takes as flags. */
export const BENCH_SETTINGS = [
  "models",
  "prompts",
  "prompt",
  "rounds",
  "warmUp",
  "order",
  "seed",
  "temperature",
  "maxTokens",
  "stream",
  "prefixCache",
  "devices",
  "threads",
  "contextTokens",
  "timeLimitMs",
  "runs",
] as const satisfies readonly SettingName[];

/** The constraints that a recommendation holds targets against. */
export const CONSTRAINT_SETTINGS = [
  "maxMemoryBytes",
  "memory",
  "maxP95Ms",
  "maxTtftMs",
  "minQuality",
  "maxFootprintBytes",
  "minTokensPerSecond",
  "licence",
] as const satisfies readonly SettingName[];

/** The settings that `assay compare` takes; the models also come from SLM_ALIAS and LLM_ALIAS. */
export const COMPARE_SETTINGS = [
  "slm",
  "llm",
  "comparePrompt",
  "maxTokens",
  "temperature",
  "seed",
  "devices",
  "threads",
  "timeLimitMs",
  "foundryEndpoint",
] as const satisfies readonly SettingName[];

/** The settings that `assay model run` takes as flags; those of a benchmark do not count here. */
export const MODEL_RUN_SETTINGS = [
  "maxTokens",
  "temperature",
  "seed",
  "devices",
  "threads",
  "contextTokens",
  "showUsage",
] as const satisfies readonly SettingName[];
