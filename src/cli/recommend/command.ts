import type { Command } from "commander";
import { between } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argumentList, flag, jsonFlag, option } from "../options/options.ts";
import { RECOMMENDATION_OPTIONS, verdictExitCode } from "../options/recommendation-options.ts";
import { settings } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay recommend latest --max-memory 2GB --max-p95 1500ms --min-quality 0.8 --licence commercial
  assay recommend latest --weights quality=3,latency=1
  assay recommend latest --profile edge
  assay recommend latest --not-worse-than notes-mini:q8_0 --margin 5

A target fails a constraint when its whole interval lies outside, and is unproven when the interval straddles the limit
or there is none: then it cannot be taken. A profile has weights and limits: what is typed goes before its own. Memory is the peak resident set; GB = 10^9 bytes.`;

/** `assay recommend`: which target to take, by how much, and on what evidence. */
export function addRecommendCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "recommend",
    summary: "recommend a model from what runs have shown",
    description: "Says which of the measured targets to take, with reasons, or what the evidence carries instead.",
    options: {
      ids: argumentList("[runs...]", "ids or paths of runs", ["latest"]),
      json: jsonFlag("print the recommendation as JSON"),
      ...settings("runs"),
      ...RECOMMENDATION_OPTIONS,
      exitCode: verdictExitCode,
      notWorseThan: option(
        "--not-worse-than <target>",
        "in place of a verdict: the smallest target shown to be not worse than this one",
      ),
      margin: option("--margin <points>", "points of quality it may be worse by (default: 3)", between(0.1, 99)),
      scoreTokens: flag(
        "--score-tokens",
        "beside it, let each model score the answers of the other token by token; the models are loaded for it",
      ),
    },
    help: HELP,
    action: async () => (await import("./recommend.ts")).recommend,
  });
}
