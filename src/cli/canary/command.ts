import type { Command } from "commander";
import { PLAN_BOUNDS } from "../../core/plan-defaults.ts";
import { whole } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argumentList, flag, jsonFlag, option, optionOr } from "../options/options.ts";
import { settings } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay canary record notes-mini                 answer a small golden set, and keep the answers in canary/
  assay canary                                   ask all recorded models again, and say what moved
  assay canary notes-mini --threads 4            the same with another setting of the engine
  assay canary --if-changed                      ask only where the file, the engine or a setting changed

Before you change an engine, a chat template, a file or a setting, record what a model answers; after it, ask again. It
tells which conditions changed since, by digest and version, and what that moved: nothing (identical to the last
character and score), rounding (as assay same judges it), answers or scores by more than that with the first
difference, quality by facets (paired by prompt, where the evidence carries it), and time (a ratio with its noise, on a
quiet machine of the same kind alone).

Exit codes: 0 nothing moved, or rounding only; 10 answers, scores or the prompt changed; 11 quality fell; 12 slower, and
nothing else; 1 a model could not be asked; 130 stopped. Of several models the gravest counts.`;

const folder = () => optionOr("canary", "--canary <folder>", "folder of the records; fit for version control");

/** `assay canary`: a golden set that tells what a change moved. */
export function addCanaryCommand(program: Command, context: ProgramContext): void {
  const canary = addCommand(program, context, {
    name: "canary",
    summary: "record a small golden set, and tell later what a change of engine, template or file moved",
    description:
      "Asks recorded models their golden sets again and tells what moved: nothing, rounding, answers, quality or time.",
    options: {
      models: argumentList("[models...]", "names as they were recorded; default: all that are"),
      ifChanged: flag("--if-changed", "ask only the models of which a condition changed"),
      quiet: flag("--quiet", "print nothing where nothing moved, as cron likes it"),
      times: flag("--no-times", "take no times"),
      folder: folder(),
      ...settings("threads", "contextTokens", "cacheType"),
      json: jsonFlag("print the comparison as JSON"),
    },
    help: HELP,
    action: async () => (await import("./check.ts")).check,
  });
  addCommand(canary, context, {
    name: "record",
    summary: "record what models answer now",
    description:
      "Asks models a small golden set at temperature 0 and records answers, scores and times, to hold later ones against.",
    options: {
      models: argumentList("<models...>", "models to record, one record each"),
      prompts: option(
        "--prompts <set|file>",
        "prompt set: a built-in one or a file; 8 prompts of same-model (for the demonstration models: meeting-notes) when absent",
      ),
      maxTokens: optionOr("48", "--max-tokens <n>", "most tokens of an answer", whole(...PLAN_BOUNDS.maxTokens)),
      rounds: optionOr("2", "--rounds <n>", "timed rounds of each of two passes; 0 takes no times", whole(0, 1000)),
      replace: flag("--replace", "take a new record, and set the one that is there aside in earlier/"),
      folder: folder(),
      ...settings("threads", "contextTokens", "cacheType"),
      json: jsonFlag(),
    },
    action: async () => (await import("./record.ts")).record,
  });
}
