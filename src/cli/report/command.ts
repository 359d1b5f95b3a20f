import type { Command } from "commander";
import type { CommandContext } from "../options/command-context.ts";
import { addRecommendationOptions } from "../options/recommendation-options.ts";
import { addSettingOptions } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay report latest                            write report.html, .md, .csv and .json anew
  assay report latest --format markdown          print one form
  assay report latest --format csv --samples     one row per request
  assay report latest --format workshop          the workshop's JSON rows; writes benchmark_report.md`;

/** `assay report`: everything that a run has shown, in the form asked for. */
export function addReportCommand(program: Command, context: CommandContext): void {
  const command = program
    .command("report")
    .summary("show or write the report of a run")
    .description(
      "Computes the report of a run from its journal and writes it into the run's folder, or prints one form of it.",
    )
    .argument("<run>", "id of a run, or latest")
    .option("--format <form>", "print one form instead of writing files: table, json, csv, markdown, html or workshop")
    .option("--samples", "with --format csv: one row per request")
    .option("--output <file>", "write the form to a file instead of printing it")
    .option("--json", "print the report as JSON");
  addSettingOptions(command, ["runs"]);
  addRecommendationOptions(command)
    .addHelpText("after", HELP)
    .action((run: string, options) =>
      context.execute(options, async () => {
        const { report } = await import("./report.ts");
        return report(run, options, context);
      }),
    );
}
