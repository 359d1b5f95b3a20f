import type { Command } from "commander";
import { share, whole } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { flag, jsonFlag, optionOr } from "../options/options.ts";
import { settings } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay tag --from latest --dry-run              show what the newest run carries, and write nothing
  assay tag --from latest                        write it into models.json of this folder
  assay tag --from latest --floor 0.8            ask for more before a capability is stated

A capability is the task of prompts, such as "summary". It is stated where the interval of the model's quality on the
prompts of that task lies above --floor, with --min-prompts prompts at least; intervals are widened for the number of
statements, so that all of them hold together at 95 %. The evidence stands beside it under "measured": run, day, figures,
kind of machine, digests of model and prompts. It counts as long as the model's file stays the same.

What a person wrote stays; with --force, a claim goes that is measured to lie below the floor.`;

/** `assay tag`: capabilities of models.json from what a run has measured. */
export function addTagCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "tag",
    summary: "state in models.json what a run has shown models to do",
    description: "Fills the capabilities of models.json from a run, task by task, with the evidence beside them.",
    options: {
      from: optionOr("latest", "--from <run>", "id or path of a run"),
      floor: optionOr("0.7", "--floor <share>", "quality that a task must reach, 0 to 1", share),
      leastPrompts: optionOr("8", "--min-prompts <n>", "prompts of a task that must be answered", whole(1, 10_000)),
      dryRun: flag("--dry-run", "show what would be written, and write nothing"),
      force: flag("--force", "take out what is claimed and measured to lie below the floor"),
      ...settings("runs"),
      json: jsonFlag(),
    },
    help: HELP,
    action: async () => (await import("./tag.ts")).tag,
  });
}
