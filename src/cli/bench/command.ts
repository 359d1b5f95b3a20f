import type { Command } from "commander";
import type { CommandContext } from "../options/command-context.ts";
import { BENCH_SETTINGS } from "../options/command-settings.ts";
import { addRecommendationOptions } from "../options/recommendation-options.ts";
import { addSettingOptions } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay bench                                    all models of models.json on the meeting notes
  assay bench notes-mini:* --rounds 5            every variant of one model
  assay bench ./a.gguf ./b.gguf --prompts my-prompts.json --max-memory 2GB
  assay bench http://localhost:11434/v1#llama3.2 notes-mini
  assay bench --resume latest                    go on where a run was stopped

A prompt set is a JSON array of texts, or of objects with id, prompt, facets and more. Built-in sets:
meeting-notes, local-ai, workshop-a, workshop-b. A facet is a phrase that a good answer must contain.

Environment, also from a .env file: BENCH_MODELS, BENCH_ROUNDS, BENCH_PROMPT, BENCH_STREAM,
BENCH_MAX_TOKENS, BENCH_TEMPERATURE, FOUNDRY_LOCAL_ENDPOINT (with or without /v1).`;

/** `assay bench`: measures models on prompts, scores their answers and recommends one. */
export function addBenchCommand(program: Command, context: CommandContext): void {
  const command = program
    .command("bench")
    .summary("measure models on prompts, score the answers, recommend one")
    .description(
      "Measures models on prompts, scores their answers against expected facets and recommends one with reasons.",
    )
    .argument("[models...]", "models to measure; default: those of assay.json or models.json");
  addSettingOptions(command, BENCH_SETTINGS);
  command
    .option("--adapter <module>", "also measure a custom adapter (see assay trust)", collect)
    .option("--name <text>", "part of the run's id")
    .option("--resume <run>", "go on with a run that was stopped; its plan is taken from it")
    .option("--twin", "also measure the last model against itself: a comparison that must find nothing (A/A)")
    .option("--dry-run", "show the plan and its estimated time, and do nothing")
    .option("--no-cold-load", "do not measure a load with an empty file cache")
    .option("--no-calibration", "do not measure the harness itself first");
  addRecommendationOptions(command)
    .optionsGroup("Output:")
    .option("--format <form>", "table, markdown, csv or workshop", "table")
    .option("--json", "print the report as JSON")
    .addHelpText("after", HELP)
    .action((models: string[], options) =>
      context.execute(options, async () => {
        const { bench } = await import("./bench.ts");
        return bench(models, options, context);
      }),
    );
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
