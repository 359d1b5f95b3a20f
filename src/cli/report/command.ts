import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { flag, jsonFlag, option, optionalArgument } from "../options/options.ts";
import { RECOMMENDATION_OPTIONS } from "../options/recommendation-options.ts";
import { settings } from "../options/setting-options.ts";
import { SHOWN_FORM_NAMES, shownForm } from "../options/shown-form.ts";

const HELP = `
Examples:
  assay report latest                            write report.html, .md, .csv and .json anew
  assay report latest --format markdown          print one form
  assay report latest --format csv --samples     one row per request
  assay report latest --format workshop          the workshop's JSON rows; writes benchmark_report.md`;

/** `assay report`: everything that a run has shown, in the form asked for. */
export function addReportCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "report",
    summary: "show or write the report of a run",
    description:
      "Computes the report of a run from its journal and writes it into the run's folder, or prints one form of it.",
    options: {
      id: optionalArgument("[run]", "id or path of a run", "latest"),
      format: option("--format <form>", `print one form instead of writing files: ${SHOWN_FORM_NAMES}`, shownForm),
      samples: flag("--samples", "with --format csv: one row per request"),
      output: option("--output <file>", "write that form to a file instead of printing it"),
      acceptable: option(
        "--acceptable <rule>",
        "another rule of what is acceptable than the plan's, such as coherence>=4; the report says so",
      ),
      json: jsonFlag("print the report as JSON"),
      ...settings("runs"),
      ...RECOMMENDATION_OPTIONS,
    },
    help: HELP,
    action: async () => (await import("./report.ts")).report,
  });
}
