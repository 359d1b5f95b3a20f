import { z } from "zod";
import type { TargetDevice } from "../core/engine.ts";
import { PLAN_BOUNDS, PLAN_DEFAULTS } from "../core/plan-defaults.ts";
import { parseList } from "./text-values.ts";
import {
  above0,
  anySize,
  anySwitch,
  anyText,
  between,
  filled,
  hostNames,
  oneOf,
  origins,
  share,
  time,
  type ValueType,
  whole,
} from "./value-types.ts";

/** One setting: what it is called everywhere, what it may be, and what it is when nobody says. */
export interface SettingDefinition<T> extends ValueType<T> {
  readonly description: string;
  readonly flag?: string | undefined;
  /** Stands for the value behind the flag in the help; a switch has none. */
  readonly placeholder?: string | undefined;
  /** Environment variable, one of the workshop's. */
  readonly variable?: string | undefined;
  /**
   * Whether its value is a path, which is taken from the folder of the file that says it, else from the current one. A
   * program is one where it has a slash; else it is a name on PATH.
   */
  readonly path?: "file" | "program" | undefined;
  /** Whether an empty variable is a value; else it counts as not set. */
  readonly acceptsEmpty?: boolean | undefined;
  /**
   * Who may set it: `user` shuts out the files of a project, as who opens a project has not said yes to what is in it.
   * It must hold for what opens the service to others, and for what names a program to run or a file to read a key from.
   */
  readonly setBy: "anyone" | "user";
  readonly default: T;
}

/** A profile as assay.json has it; what its names and limits mean is checked where it is used. */
const writtenProfile = z
  .strictObject({
    description: filled.optional().describe("Purpose in a few words."),
    weights: z.record(filled, z.number().min(0)).describe("What counts how much, such as quality: 3, latency: 1."),
    limits: z
      .record(filled, z.union([z.number(), filled]))
      .optional()
      .describe("Limits by the names of their settings, such as maxMemoryBytes: 2GB."),
  })
  .readonly();

type WrittenProfile = z.infer<typeof writtenProfile>;

/** All settings by their key in assay.json. */
export const SETTINGS = {
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
  maxMemoryBytes: optional<number>({
    ...anySize,
    description: "Recommend only what needs at most this much memory, in bytes.",
    flag: "--max-memory",
    placeholder: "<2GB>",
    setBy: "anyone",
  }),
  maxP95Ms: optional<number>({
    ...time("1500ms"),
    description: "Recommend only what has at most this p95 latency, in ms.",
    flag: "--max-p95",
    placeholder: "<1500ms>",
    setBy: "anyone",
  }),
  memory: define<"resident" | "proportional">({
    ...oneOf("resident", "proportional"),
    description: "Which memory counts: the peak resident set, or the proportional set (Linux only).",
    flag: "--memory",
    placeholder: "<kind>",
    default: "resident",
    setBy: "anyone",
  }),
  maxTtftMs: optional<number>({
    ...time("500ms"),
    description: "Recommend only what has at most this median time to first token, in ms.",
    flag: "--max-ttft",
    placeholder: "<500ms>",
    setBy: "anyone",
  }),
  maxFootprintBytes: optional<number>({
    ...anySize,
    description: "Recommend only what takes at most this much on disk, in bytes.",
    flag: "--max-footprint",
    placeholder: "<2GB>",
    setBy: "anyone",
  }),
  minTokensPerSecond: optional<number>({
    ...above0,
    description: "Recommend only what has at least this median decode rate.",
    flag: "--min-tokens-per-second",
    placeholder: "<20>",
    setBy: "anyone",
  }),
  minQuality: optional<number>({
    ...share,
    description:
      "Recommend only what has at least this quality, 0 to 1: the share of facets found or of checks passed, or a score of 1 to 5 as 0 to 1 (0.75 is 4 of 5).",
    flag: "--min-quality",
    placeholder: "<0.8>",
    setBy: "anyone",
  }),
  acceptable: optional<string>({
    ...anyText,
    description:
      "What makes an answer acceptable, such as facets>=0.8,checks=all,coherence>=4; default: all facets and checks of the prompts.",
    flag: "--acceptable",
    placeholder: "<rule>",
    setBy: "anyone",
  }),
  quality: optional<"facets" | "people" | "judge" | "checks">({
    ...oneOf("facets", "people", "judge", "checks"),
    description:
      "Where the quality comes from; default: facets, else people, else a judge that is fit, else checks, as far as there are some.",
    flag: "--quality",
    placeholder: "<source>",
    setBy: "anyone",
  }),
  licence: optional<"commercial" | "attribution" | "restricted-use" | "research-only">({
    ...oneOf("commercial", "attribution", "restricted-use", "research-only"),
    description: "Recommend only what permits commercial use, or asks for no more than that class of licences.",
    flag: "--licence",
    placeholder: "<class>",
    setBy: "anyone",
  }),
  profile: optional<string>({
    ...anyText,
    description:
      "Weights and limits by the name of a profile: edge, server, battery, quality-first, or one of your own in assay.json.",
    flag: "--profile",
    placeholder: "<name>",
    setBy: "anyone",
  }),
  profiles: optional<Readonly<Record<string, WrittenProfile>>>({
    schema: z.record(filled, writtenProfile),
    rule: "profiles by name, each with weights and, where it has some, limits",
    fromText: (written) => written,
    description: "Profiles of your own: by name what counts how much, and the limits to keep.",
    setBy: "anyone",
  }),
  slm: optional<string>({
    ...anyText,
    description: "The small model of a comparison.",
    variable: "SLM_ALIAS",
    setBy: "anyone",
  }),
  llm: optional<string>({
    ...anyText,
    description: "The large model of a comparison.",
    variable: "LLM_ALIAS",
    setBy: "anyone",
  }),
  comparePrompt: optional<string>({
    ...anyText,
    description: "Prompt of a comparison.",
    flag: "--prompt",
    placeholder: "<text>",
    variable: "COMPARE_PROMPT",
    setBy: "anyone",
  }),
  foundryEndpoint: optional<string>({
    schema: z.string().refine(isHttpAddress, "an http or https address"),
    rule: "an http or https address",
    fromText: (written) => written.trim(),
    description: "Service that plain aliases resolve against, with or without /v1.",
    variable: "FOUNDRY_LOCAL_ENDPOINT",
    setBy: "anyone",
  }),
  showUsage: define<boolean>({
    ...anySwitch,
    description: "Whether token counts are printed after an answer.",
    flag: "--usage",
    variable: "SHOW_USAGE",
    default: false,
    setBy: "anyone",
  }),
  modelCache: optional<string>({
    ...anyText,
    path: "file",
    description:
      "Folder that models of the hub are downloaded into; where the hub's own tools keep theirs when absent.",
    variable: "HF_HUB_CACHE",
    setBy: "anyone",
  }),
  llamaServer: optional<string>({
    ...anyText,
    path: "program",
    description:
      "llama.cpp's llama-server to run GGUF files with: a path, or a name on PATH. Not from a project's files.",
    variable: "ASSAY_LLAMA_SERVER",
    setBy: "user",
  }),
  servicePort: define<number>({
    ...whole(0, 65_535),
    description: "Port of the service; 0 takes a free one.",
    flag: "--port",
    placeholder: "<n>",
    variable: "ASSAY_SERVICE_PORT",
    default: 5273,
    setBy: "anyone",
  }),
  serviceHost: optional<string>({
    schema: z.string().regex(/^[\w.:-]+$/, "an address or a name"),
    rule: "an address or a name of this machine, such as 0.0.0.0",
    fromText: (written) => written.trim().replace(/^\[(.*)\]$/, "$1"),
    description: "Address that the service listens on; 127.0.0.1 and ::1 when absent.",
    flag: "--host",
    placeholder: "<address>",
    variable: "ASSAY_SERVICE_HOST",
    setBy: "user",
  }),
  serviceKeyRequired: define<boolean>({
    ...anySwitch,
    description: "Whether listening beyond this machine demands a key.",
    flag: "--key",
    variable: "ASSAY_SERVICE_KEY_REQUIRED",
    default: true,
    setBy: "user",
  }),
  serviceKeyFile: optional<string>({
    ...anyText,
    path: "file",
    description: "File whose first line is the key that clients must send.",
    flag: "--key-file",
    placeholder: "<file>",
    variable: "ASSAY_SERVICE_KEY_FILE",
    setBy: "user",
  }),
  serviceKeyVariable: define<string>({
    schema: z.string().regex(/^[A-Za-z_]\w*$/, "the name of a variable"),
    rule: "the name of an environment variable",
    fromText: (written) => written.trim(),
    description: "Environment variable that holds the key that clients must send.",
    flag: "--key-variable",
    placeholder: "<name>",
    default: "ASSAY_SERVICE_KEY",
    setBy: "user",
  }),
  allowedHosts: define<readonly string[]>({
    ...hostNames,
    description: "More names under which the service may be asked for.",
    flag: "--allow-host",
    placeholder: "<a,b>",
    variable: "ASSAY_SERVICE_ALLOW_HOST",
    default: [],
    setBy: "user",
  }),
  allowedOrigins: define<readonly string[]>({
    ...origins,
    description:
      "Origins besides localhost whose pages may use /v1; * stands for a host, for what is before a domain, for a port.",
    flag: "--allow-origin",
    placeholder: "<a,b>",
    variable: "ASSAY_SERVICE_ALLOW_ORIGIN",
    default: [],
    setBy: "user",
  }),
  allowFilePages: define<boolean>({
    ...anySwitch,
    description: "Whether pages opened from disk may use /v1.",
    flag: "--allow-file-pages",
    variable: "ASSAY_SERVICE_ALLOW_FILE_PAGES",
    default: false,
    setBy: "user",
  }),
  retainModels: define<boolean>({
    ...anySwitch,
    description: "Whether loading a model leaves the others loaded.",
    flag: "--retain",
    variable: "ASSAY_SERVICE_RETAIN",
    default: true,
    setBy: "anyone",
  }),
  maxLoadedModels: optional<number>({
    ...whole(1, 1000),
    description: "Most models loaded at once; as many as the memory holds when absent.",
    flag: "--max-loaded",
    placeholder: "<n>",
    variable: "ASSAY_SERVICE_MAX_LOADED",
    setBy: "anyone",
  }),
  modelMemoryBytes: optional<number>({
    ...anySize,
    description: "Most memory of all loaded models together, in bytes.",
    flag: "--memory-limit",
    placeholder: "<4GB>",
    variable: "ASSAY_SERVICE_MEMORY_LIMIT",
    setBy: "anyone",
  }),
  modelTtlMs: optional<number>({
    ...time("10m"),
    description: "Unload a model that nobody has used for so long, in ms; only when memory is needed if absent.",
    flag: "--ttl",
    placeholder: "<10m>",
    variable: "ASSAY_SERVICE_TTL",
    setBy: "anyone",
  }),
  keepWarmMs: optional<number>({
    ...time("5m"),
    description: "Send idle models a short prompt this often, in ms; never when absent.",
    flag: "--keep-warm",
    placeholder: "<5m>",
    variable: "ASSAY_SERVICE_KEEP_WARM",
    setBy: "anyone",
  }),
  cacheType: optional<"f16" | "q8_0">({
    ...oneOf("f16", "q8_0"),
    description: "Form in which models keep the keys and values of their context; q8_0 takes half of the memory.",
    flag: "--cache-type",
    placeholder: "<type>",
    variable: "ASSAY_SERVICE_CACHE_TYPE",
    setBy: "anyone",
  }),
  parallel: optional<number>({
    ...whole(1, 256),
    description: "Requests that one model answers at the same time.",
    flag: "--parallel",
    placeholder: "<n>",
    variable: "ASSAY_SERVICE_PARALLEL",
    setBy: "anyone",
  }),
  queueLength: optional<number>({
    ...whole(0, 100_000),
    description: "Requests that may wait for one model; more are refused.",
    flag: "--queue",
    placeholder: "<n>",
    variable: "ASSAY_SERVICE_QUEUE",
    setBy: "anyone",
  }),
  autoFit: define<boolean>({
    ...anySwitch,
    description: "Whether a smaller variant is taken where a model does not fit the memory.",
    flag: "--auto-fit",
    variable: "ASSAY_SERVICE_AUTO_FIT",
    default: false,
    setBy: "anyone",
  }),
};

export type SettingName = keyof typeof SETTINGS;

/** The flag of a setting, or its key in assay.json where it has none. */
export function flagOf(name: SettingName): string {
  return SETTINGS[name].flag ?? name;
}

/** Every setting with its value; one that has no default and that nobody set is absent. */
export type Settings = { readonly [Name in SettingName]: (typeof SETTINGS)[Name]["default"] };

function define<T>(definition: SettingDefinition<T>): SettingDefinition<T> {
  return definition;
}

function optional<T>(
  definition: Omit<SettingDefinition<T>, "default">,
): Omit<SettingDefinition<T>, "default"> & { readonly default: T | undefined } {
  return { ...definition, default: undefined };
}

function isHttpAddress(value: string): boolean {
  return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
}
