import type { Command } from "commander";
import { DEFAULT_LEVEL, PLAN_BOUNDS } from "../../core/plan-defaults.ts";
import { between, time, whole } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argumentList, flag, jsonFlag, option, optionList, optionOr, under } from "../options/options.ts";
import { RECOMMENDATION_OPTIONS, verdictExitCode } from "../options/recommendation-options.ts";
import { settings } from "../options/setting-options.ts";
import { SHOWN_FORM_NAMES, shownForm } from "../options/shown-form.ts";

const HELP = `
Examples:
  assay bench                                    all models of models.json on the built-in prompts
  assay bench notes-mini:* --rounds 5            every variant of one model
  assay bench ./a.gguf ./b.gguf --prompts my-prompts.json --max-memory 2GB
  assay bench http://localhost:11434/v1#llama3.2 notes-mini
  assay bench notes-mini --device cpu,browser    the same file here and in a page of a browser
  assay bench a.gguf b.gguf --until-decided --budget 20m
                                                 end once the verdict is settled, or after 20 minutes
  assay bench --resume latest                    go on where a run was stopped
  assay bench --again latest                     measure again what a busy machine disturbed

A prompt set is a JSON array of texts, or of objects with id, prompt, facets and more. A facet is a fact that a
good answer must state. Built-in sets: work-notes (the default: meetings, chats and mails), executive-summaries,
meeting-notes (the demonstration models only: they were trained on its grammar), instructions, local-ai, workshop-a, workshop-b.

Environment, also from a .env file: BENCH_MODELS, BENCH_ROUNDS, BENCH_PROMPT, BENCH_STREAM,
BENCH_MAX_TOKENS, BENCH_TEMPERATURE, FOUNDRY_LOCAL_ENDPOINT (with or without /v1).`;

/** `assay bench`: measures models on prompts, scores their answers and recommends one. */
export function addBenchCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "bench",
    summary: "measure models on prompts, score the answers, recommend one",
    description:
      "Measures models on prompts, scores their answers against expected facets and recommends one with reasons.",
    options: {
      names: argumentList("[models...]", "models to measure; default: those of assay.json or models.json"),
      ...settings(
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
        "logprobs",
        "devices",
        "threads",
        "contextTokens",
        "timeLimitMs",
        "acceptable",
        "wattsPerCore",
        "prices",
        "runs",
      ),
      adapters: optionList("--adapter <module>", "also measure a custom adapter (see assay trust)"),
      name: option("--name <text>", "part of the run's id"),
      resume: option("--resume <run>", "go on with a run that was stopped; its plan is taken from it"),
      again: option("--again <run>", "measure the requests of a run again whose timing was disturbed"),
      untilDecided: flag(
        "--until-decided",
        "measure prompts in stages and end once the verdict is settled (one round unless --rounds is given)",
      ),
      budgetMs: option("--budget <time>", "with --until-decided: end after this time at the latest", time("20m")),
      maxPrompts: option("--max-prompts <n>", "with --until-decided: measure at most so many prompts", whole(1)),
      level: option(
        "--level <share>",
        `with --until-decided: level of all findings together over all looks (default: ${DEFAULT_LEVEL})`,
        between(...PLAN_BOUNDS.level),
      ),
      twin: flag("--twin", "also measure the last model against itself: a comparison that must find nothing (A/A)"),
      skipMissing: flag("--skip-missing", "record models that cannot be measured as failed, and measure the others"),
      link: flag("--link", "with --device browser: print a link to open in a browser of yours, and start none"),
      pageHost: option(
        "--page-host <address>",
        "the same for another device: listen on this address, with a key in the link",
      ),
      dryRun: flag("--dry-run", "show the plan and its estimated time, and do nothing"),
      coldLoad: flag("--no-cold-load", "do not measure a load with an empty file cache"),
      calibration: flag("--no-calibration", "do not measure the harness itself first"),
      ...RECOMMENDATION_OPTIONS,
      exitCode: verdictExitCode,
      ...under("Output:", {
        format: optionOr("table", "--format <form>", SHOWN_FORM_NAMES, shownForm),
        json: jsonFlag("print the report as JSON"),
      }),
    },
    help: HELP,
    action: async () => (await import("./bench.ts")).benchCommand,
  });
}
