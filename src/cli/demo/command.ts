import type { Command } from "commander";
import type { CommandContext } from "../options/command-context.ts";

/** `assay demo`: the whole job on the models that come with the product. */
export function addDemoCommand(program: Command, context: CommandContext): void {
  program
    .command("demo")
    .summary("measure, score and recommend among the models that come with assay")
    .description(
      "Measures the two demonstration models in two quantisations each on the shipped meeting notes, scores their answers and recommends one. Needs no network and takes less than a minute.",
    )
    .option("--json", "print the report as JSON")
    .addHelpText("after", "\nExample:\n  assay demo")
    .action((options) =>
      context.execute(options, async () => {
        const { bench } = await import("../bench/bench.ts");
        const flags = { ...options, prompts: "meeting-notes", rounds: "2", twin: true, name: "demo" };
        return bench(["notes-micro:*", "notes-mini:*"], flags, context);
      }),
    );
}
