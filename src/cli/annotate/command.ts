import type { Command } from "commander";
import { whole } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, argumentList, flag, jsonFlag, option, optionalArgument } from "../options/options.ts";
import { settings } from "../options/setting-options.ts";

const HELP = `
How people score the answers of a run:
  assay annotate export latest                   write to-score.csv, to-score.jsonl and a guide, to-score.md
    ... each person reads the guide, and fills in a copy of either file in an editor or a spreadsheet
  assay annotate import latest ann.csv --by Ann  check the file and keep its scores beside the run
  assay annotate import latest bob.csv --by Bob
  assay annotate show latest                     means of each model, and how far Ann and Bob agree

Or two answers side by side, which is quicker and tells closer models apart:
  assay annotate export latest --pairs           write to-compare.csv, to-compare.jsonl and a guide
  assay annotate import latest ann.csv --by Ann  which kind a file is, its columns say

Scores go from 1 to 5. The criteria are those of the project's rubric.json, else coherence, factuality, brevity, depth and
source support; docs/annotations.md says how to write your own.`;

const rubric = () => option("--rubric <file>", "the criteria; default: rubric.json of the project, else built-in");
const run = () => argument("<run>", "id or path of a run, or latest");

/** `assay annotate`: answers scored by people. */
export function addAnnotateCommand(program: Command, context: ProgramContext): void {
  const annotate = program
    .command("annotate")
    .summary("let people score the answers of a run")
    .description("Lets people score the answers of a run, or compare two, without knowing which model gave them.")
    .addHelpText("after", HELP);
  addCommand(annotate, context, {
    name: "export",
    summary: "write the files that people fill in",
    description:
      "Writes the answers of a run in random order, without the names of the models, with an empty column for each criterion.",
    options: {
      id: run(),
      output: option("--output <file>", "write this file alone: .csv, .jsonl, or .md for the guide"),
      criteria: option("--criteria <ids>", "only these criteria of the rubric, with commas between"),
      pairs: flag("--pairs", "two answers side by side, to say which one is better, in place of scores"),
      most: option("--most <n>", "with --pairs: so many pairs at most (default: 60)", whole(1)),
      seed: option("--seed <n>", "order of the answers, or of left and right; default: the run's own seed", whole(0)),
      rubric: rubric(),
      ...settings("runs"),
      json: jsonFlag(),
    },
    action: async () => (await import("./export.ts")).exportAnnotations,
  });
  addCommand(annotate, context, {
    name: "import",
    summary: "take the scores of filled-in files",
    description:
      "Checks files that somebody filled in, and keeps their scores beside the run. Where one cell is wrong nothing is taken; the same file twice changes nothing; an empty cell takes no score back.",
    options: {
      id: run(),
      files: argumentList("<files...>", "filled-in copies of the exported files, also in part"),
      by: option("--by <name>", "who gave these scores"),
      rubric: rubric(),
      ...settings("runs"),
      json: jsonFlag(),
    },
    action: async () => (await import("./import.ts")).importScores,
  });
  addCommand(annotate, context, {
    name: "show",
    summary: "show what people said of a run",
    description:
      "Shows who scored how much, the mean of each target and criterion, which answers were preferred side by side, and where people differ.",
    options: {
      id: optionalArgument("[run]", "id or path of a run", "latest"),
      ...settings("runs"),
      json: jsonFlag(),
    },
    action: async () => (await import("./show.ts")).showAnnotations,
  });
}
