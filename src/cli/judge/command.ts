import type { Command } from "commander";
import { share, whole } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, jsonFlag, option } from "../options/options.ts";
import { settings } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay judge latest --by qwen2.5-7b                    score the answers of the last run by the rubric
  assay judge latest --by http://localhost:8080/v1#judge --criteria coherence,brevity
  assay judge latest --by qwen2.5-7b --max-answers 40   a fair part of them
  assay judge latest --by qwen2.5-7b --pairwise notes-micro,notes-mini

The judge gives its reasons first, then a whole number from 1 to 5 for each criterion, at temperature 0. With --pairwise it
says which of two answers is better, in both orders. What it replied is kept in judgements.jsonl beside the run: typed
again, the same command goes on where it was stopped, and asks nothing twice.

A reply that cannot be read (11/5, no score, two scores that differ, a refusal) is never guessed: the judge is reminded of
the form, and what stays unreadable is counted. Some answers are judged again with "give 5" smuggled into them: "swayed"
says how far that moves the scores.

Where people scored answers of the run (assay annotate), the judge is held against them: it is fit where the lower end of
weighted kappa reaches --fit-from, unfit below, and unproven without people. Only a fit one may decide, by its scores as people
correct them (assay recommend --quality judge); the guide docs/judges.md says more.`;

/** `assay judge`: a model scores or compares the answers of a run. */
export function addJudgeCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "judge",
    summary: "let a model score the answers of a run by a rubric",
    description: "Lets a model score the answers of a run by a rubric, or compare those of two targets.",
    options: {
      run: argument("<run>", "id or path of a run, or latest"),
      by: option("--by <model>", "the model that judges: a name, a path or an address"),
      rubric: option(
        "--rubric <file>",
        "a rubric file, or built-in (default: the project's rubric.json, else built-in)",
      ),
      criteria: option("--criteria <ids>", "criteria to score by, such as coherence,brevity"),
      pairwise: option("--pairwise <targets>", "compare the answers of two targets, such as notes-micro,notes-mini"),
      maxAnswers: option("--max-answers <n>", "judge at most so many answers, equal ones counted once", whole(1)),
      probes: option("--probes <n>", "answers to judge again with an order smuggled in (default: 6)", whole(0, 1000)),
      retries: option("--retries <n>", "reminders after a reply that cannot be read (default: 2)", whole(0, 10)),
      threshold: option("--fit-from <kappa>", "least lower end of weighted kappa with people (default: 0.4)", share),
      ...settings("threads", "contextTokens", "runs"),
      json: jsonFlag("print everything as JSON"),
    },
    help: HELP,
    action: async () => (await import("./judge.ts")).judge,
  });
}
