import type { Command } from "commander";
import { share } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, jsonFlag, option } from "../options/options.ts";
import { settings } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay bench smollm2-135m qwen2.5-0.5b --logprobs    measure both on the same prompts first
  assay cascade latest                                would a cascade of the two pay?
  assay cascade latest --max-rate 0.2 --save asker    keep the policy as the model "asker"

A cascade asks the small model, and the large one only where a signal says that the small answer is doubtful. Every signal
and threshold is tried on the answers that the run recorded; no model is asked. What is shown was cross-validated: each
prompt is decided by a threshold that was chosen without it. "Over chance" is the quality above that of escalating
as many prompts by lot, and the interval holds for all signals together. None is recommended that
was not shown to beat the lot and the small model alone.`;

/** `assay cascade`: replays a cascade of two models on the recorded answers of a run. */
export function addCascadeCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "cascade",
    summary: "replay a cascade of two measured models, by every signal and threshold",
    description:
      "Tells from recorded answers whether asking a small model first, and a large one where it is unsure, pays.",
    options: {
      run: argument("<run>", "id or path of a run, or latest"),
      small: option("--small <target>", "the target that answers first (default: the smaller of two)"),
      large: option("--large <target>", "the target that answers where the small one is unsure"),
      maxRate: option("--max-rate <share>", "escalate at most this share of prompts (default: 0.3)", share),
      save: option("--save <name>", "write the policy into models.json of the project, as a model of this name"),
      ...settings("runs"),
      json: jsonFlag("print everything as JSON"),
    },
    help: HELP,
    action: async () => (await import("./cascade.ts")).cascade,
  });
}
