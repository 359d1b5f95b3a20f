import type { Command } from "commander";
import { FORMAT_NAMES } from "../../formats/format-names.ts";
import { anySize, oneOf, time, whole } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { flag, jsonFlag, option, optionOr, under } from "../options/options.ts";
import { RECOMMENDATION_OPTIONS } from "../options/recommendation-options.ts";
import { settings } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay scout --against notes-mini               what is new since the last look, and is any of it better?
  assay scout --prompts my-prompts.json --max-download 4GB --max-time 1h --max-models 3
  assay scout --words "instruct 1.5b" --licence attribution
  assay scout --set-default                      make a model the default where the verdict is to take it

Looks at the hub for models that changed since the last look and fit the licence, the task, the format and this
machine's memory; ranks them by downloads and age; downloads the most promising within --max-download, and compares
each with the present default (--against, else the first of "models" in assay.json) as assay bench does, on your
prompts. It writes a report beside the runs: take, equal, no, or not enough evidence, with reasons and licence.

What was judged is remembered in scout.json there, and not asked again unless it changes. Ctrl-C at any moment loses
nothing: the same command goes on. With --keep none the files of models that are not to be taken go again.
examples/scout/ has a line for cron, a timer of systemd, launchd and Windows, and a workflow for CI.

Exit codes: 0 done; 1 something failed; 75 the hub cannot be asked now (offline, or it limits requests): try later;
130 stopped. With --exit-code: 0 take, 10 equal, 12 not enough evidence, 14 nothing to take.`;

/** `assay scout`: new models of the hub against the present default. */
export function addScoutCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "scout",
    summary: "look for new models on the hub, and compare the best with your default",
    description:
      "Looks at the hub for new models that fit, compares the most promising with the present default, and writes a report.",
    options: {
      against: option("--against <model>", "the present default; else the first model of assay.json"),
      words: option("--words <text>", "only models whose name has these words"),
      task: optionOr("text-generation", "--task <tag>", "only models that the hub tags so"),
      format: optionOr(FORMAT_NAMES[0], "--format <format>", FORMAT_NAMES.join(" or "), oneOf(...FORMAT_NAMES)),
      since: option("--since <day>", "look back to this day (default: the last look, at first 30 days)"),
      maxDownload: optionOr("2GB", "--max-download <size>", "bytes to download at most, all together", anySize),
      maxTimeMs: optionOr("20m", "--max-time <time>", "time to measure at most", time("20m")),
      maxModels: optionOr("3", "--max-models <n>", "models to compare at most", whole(1, 50)),
      keep: optionOr(
        "all",
        "--keep <which>",
        "all, or none of the files that are not to be taken",
        oneOf("all", "none"),
      ),
      setDefault: flag("--set-default", "make a model that is to be taken the default of this project"),
      ...settings("prompts", "rounds", "maxTokens", "threads", "runs"),
      ...RECOMMENDATION_OPTIONS,
      exitCode: flag("--exit-code", "exit with a code of its own for each outcome"),
      ...under("Output:", { json: jsonFlag("print the report as JSON") }),
    },
    help: HELP,
    action: async () => (await import("./scout.ts")).scoutCommand,
  });
}
