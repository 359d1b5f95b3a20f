import { z } from "zod";
import type { TargetDevice } from "../core/engine.ts";
import { PLAN_BOUNDS, PLAN_DEFAULTS } from "../core/plan-defaults.ts";
import { define, optional } from "./setting-definition.ts";
import { parseList } from "./text-values.ts";
import { above0, anySwitch, anyText, between, filled, oneOf, time, whole } from "./value-types.ts";

/** Settings of a benchmark: what is measured, and how. */
export const benchSettings = {
  models: define<"all" | readonly string[]>({
    description: 'Models to use: names, or "all".',
    flag: "--models",
    placeholder: "<a,b>",
    variable: "BENCH_MODELS",
    schema: z.union([z.literal("all"), z.array(filled).min(1).readonly()]),
    rule: 'a list of models, or "all"',
    fromText: (written) => (/^\s*(auto|all)?\s*$/i.test(written) ? "all" : parseList(written)),
    acceptsEmpty: true,
    default: "all",
    setBy: "anyone",
  }),
  prompts: optional<string>({
    ...anyText,
    description:
      "Prompt set: a built-in one or a file; work-notes (for the demonstration models: meeting-notes) when absent.",
    flag: "--prompts",
    placeholder: "<set|file>",
    setBy: "anyone",
  }),
  prompt: optional<string>({
    ...anyText,
    description: "A single prompt, in place of the prompt set.",
    flag: "--prompt",
    placeholder: "<text>",
    variable: "BENCH_PROMPT",
    setBy: "anyone",
  }),
  rounds: define<number>({
    ...whole(...PLAN_BOUNDS.rounds),
    description: "Timed rounds per model and prompt.",
    flag: "--rounds",
    placeholder: "<n>",
    variable: "BENCH_ROUNDS",
    default: PLAN_DEFAULTS.rounds,
    setBy: "anyone",
  }),
  warmUp: define<number>({
    ...whole(...PLAN_BOUNDS.warmUp),
    description: "Untimed requests per model before the timed ones, at least; 0 for none.",
    flag: "--warm-up",
    placeholder: "<n>",
    default: PLAN_DEFAULTS.warmUp,
    setBy: "anyone",
  }),
  order: define<"interleaved" | "blocked">({
    ...oneOf("interleaved", "blocked"),
    description: "Whether models take turns or go one after the other.",
    flag: "--order",
    placeholder: "<order>",
    default: PLAN_DEFAULTS.order,
    setBy: "anyone",
  }),
  seed: define<number>({
    ...whole(...PLAN_BOUNDS.seed),
    description: "Seed of the order, the requests and the intervals.",
    flag: "--seed",
    placeholder: "<n>",
    default: PLAN_DEFAULTS.seed,
    setBy: "anyone",
  }),
  temperature: define<number>({
    ...between(...PLAN_BOUNDS.temperature),
    description: "0 takes the likeliest token each time.",
    flag: "--temperature",
    placeholder: "<t>",
    variable: "BENCH_TEMPERATURE",
    default: PLAN_DEFAULTS.temperature,
    setBy: "anyone",
  }),
  maxTokens: define<number>({
    ...whole(...PLAN_BOUNDS.maxTokens),
    description: "Most tokens of an answer.",
    flag: "--max-tokens",
    placeholder: "<n>",
    variable: "BENCH_MAX_TOKENS",
    default: PLAN_DEFAULTS.maxTokens,
    setBy: "anyone",
  }),
  stream: define<boolean>({
    ...anySwitch,
    description: "Whether answers are streamed; without, there is no first-token latency.",
    flag: "--stream",
    variable: "BENCH_STREAM",
    default: PLAN_DEFAULTS.stream,
    setBy: "anyone",
  }),
  prefixCache: define<"on" | "off">({
    ...oneOf("on", "off"),
    description: "Whether a prompt may be answered from what is left of an earlier one.",
    flag: "--prefix-cache",
    placeholder: "<on|off>",
    default: PLAN_DEFAULTS.prefixCache,
    setBy: "anyone",
  }),
  logprobs: define<boolean>({
    ...anySwitch,
    description:
      "Whether the log-probability of each token is recorded, where a model tells it: a signal for cascades.",
    flag: "--logprobs",
    default: false,
    setBy: "anyone",
  }),
  devices: optional<readonly TargetDevice[]>({
    description: "Devices to measure on (browser: in a page); what the model asks for, else the CPU, when absent.",
    flag: "--device",
    placeholder: "<cpu,gpu,browser>",
    schema: z
      .array(z.enum(["cpu", "gpu", "browser"]))
      .min(1)
      .readonly(),
    rule: "cpu, gpu, browser, or several with commas between",
    fromText: parseList,
    setBy: "anyone",
  }),
  threads: optional<number>({
    ...whole(1, 1024),
    description: "Threads of an engine; found by a short measurement when absent.",
    flag: "--threads",
    placeholder: "<n>",
    setBy: "anyone",
  }),
  contextTokens: optional<number>({
    ...whole(1),
    description: "Tokens that prompt and answer may hold together.",
    flag: "--context",
    placeholder: "<n>",
    setBy: "anyone",
  }),
  timeLimitMs: optional<number>({
    ...time("30s"),
    description: "Most time one request may take, in ms.",
    flag: "--time-limit",
    placeholder: "<30s>",
    setBy: "anyone",
  }),
  wattsPerCore: optional<number>({
    ...above0,
    description:
      "Power that one busy processor core takes, to estimate energy where no counter can be read; no estimate when absent.",
    flag: "--watts-per-core",
    placeholder: "<w>",
    setBy: "anyone",
  }),
  prices: optional<string>({
    ...anyText,
    path: "file",
    description: "Table of prices of power, the machine and hosted models; the project's prices.json when absent.",
    flag: "--prices",
    placeholder: "<file>",
    setBy: "anyone",
  }),
  runs: define<string>({
    ...anyText,
    description: "Folder that runs are written to.",
    flag: "--runs",
    placeholder: "<folder>",
    default: "runs",
    setBy: "anyone",
  }),
};
