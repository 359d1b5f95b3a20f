import type { Command } from "commander";
import type { CommandContext } from "../options/command-context.ts";
import { COMPARE_SETTINGS } from "../options/command-settings.ts";
import { addSettingOptions } from "../options/setting-options.ts";

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
export function addCompareCommand(program: Command, context: CommandContext): void {
  const command = program
    .command("compare")
    .summary("put two models' answers to one prompt side by side")
    .description(
      "Asks a small and a large model the same and shows both answers with latency, memory, adherence and cost.",
    )
    .argument("[slm]", "the small model (env: SLM_ALIAS)")
    .argument("[llm]", "the large model (env: LLM_ALIAS)");
  addSettingOptions(command, COMPARE_SETTINGS);
  command
    .option("--context <file>", "a text that the answers must keep to")
    .option("--rounds <n>", "answers of each model, the first of them cold (default: 4)")
    .option("--watts <w>", "power drawn while answering, for the cost of local answers")
    .option("--kwh-price <p>", "price of a kWh, for the cost of local answers")
    .option("--currency <c>", "currency of --kwh-price", "USD")
    .option("--format <form>", "table or workshop (the JSON of the workshop's model_compare.py)", "table")
    .option("--json", "print the comparison as JSON")
    .addHelpText("after", HELP)
    .action((slm: string | undefined, llm: string | undefined, options) =>
      context.execute(options, async () => {
        const { compare } = await import("./compare.ts");
        return compare(slm, llm, options, context);
      }),
    );
}
