import type { Command } from "commander";
import { SETTINGS } from "../../settings/definitions.ts";
import { above0, oneOf } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { flag, jsonFlag, option, optionalArgument, optionOr } from "../options/options.ts";
import { settings } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay compare notes-micro notes-mini --prompt "Explain retrieval augmented generation briefly."
  assay compare notes-micro notes-mini --prompt "Who decides?" --context notes.txt
  SLM_ALIAS=phi-4-mini LLM_ALIAS=qwen2.5-7b assay compare

Each model is loaded once with its file out of the system's cache where that can be done (cold), then answers in turns.
Adherence is the share of the answer's words that the context holds. Local cost is an estimate from --watts and
--kwh-price; a model with a price in models.json is costed by that.

Environment, also from a .env file: SLM_ALIAS, LLM_ALIAS, COMPARE_PROMPT, FOUNDRY_LOCAL_ENDPOINT.`;

/** `assay compare`: two models side by side on one prompt. */
export function addCompareCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "compare",
    summary: "put two models' answers to one prompt side by side",
    description:
      "Asks a small and a large model the same and shows both answers with latency, memory, adherence and cost.",
    options: {
      slm: optionalArgument("[slm]", "the small model (env: SLM_ALIAS)"),
      llm: optionalArgument("[llm]", "the large model (env: LLM_ALIAS)"),
      ...settings("comparePrompt", "maxTokens", "temperature", "seed", "devices", "threads", "timeLimitMs"),
      context: option("--context <file>", "a text that the answers must keep to"),
      rounds: option("--rounds <n>", "answers of each model, the first of them cold (default: 4)", SETTINGS.rounds),
      skipMissing: flag("--skip-missing", "go on with one model where the other cannot be asked"),
      watts: option("--watts <w>", "power drawn while answering, for the cost of local answers", above0),
      kwhPrice: option("--kwh-price <p>", "price of a kWh, for the cost of local answers", above0),
      currency: optionOr("USD", "--currency <c>", "currency of --kwh-price"),
      format: optionOr(
        "table",
        "--format <form>",
        "table or workshop (the JSON of the workshop's model_compare.py)",
        oneOf("table", "workshop"),
      ),
      json: jsonFlag("print the comparison as JSON"),
    },
    help: HELP,
    action: async () => (await import("./compare.ts")).compare,
  });
}
