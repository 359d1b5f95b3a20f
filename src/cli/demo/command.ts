import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { jsonFlag } from "../options/options.ts";

/** `assay demo`: the whole job on the models that come with the product. */
export function addDemoCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "demo",
    summary: "measure, score and recommend among the models that come with assay",
    description:
      "Measures the two demonstration models in two quantisations each on the shipped meeting notes, scores their answers and recommends one. Needs no network and takes less than a minute.",
    options: { json: jsonFlag("print the report as JSON") },
    help: "\nExample:\n  assay demo",
    action: async () => (await import("./demo.ts")).demo,
  });
}
