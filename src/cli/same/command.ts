import type { Command } from "commander";
import { PLAN_BOUNDS } from "../../core/plan-defaults.ts";
import { whole } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argument, flag, jsonFlag, option, optionList } from "../options/options.ts";
import { settings } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay same notes-mini                          every variant and engine of the model that is here
  assay same ./model.gguf --with ./model-onnx    a GGUF file and an ONNX folder of the same model
  assay same phi-4-mini --with http://localhost:8080/v1#phi-4-mini
  assay same notes-mini --rounds 0 --json        without measuring speed

The model runs in every runtime at hand: its GGUF files, its ONNX folders, both in a page of a browser of this machine, your
llama-server (on PATH, or ASSAY_LLAMA_SERVER), a Foundry Local service, and what --with names. Each gets the same prompts at temperature 0; the first is the reference.

It tells whether the prompt reaches the model as the same tokens, at which token answers part and how nearly the two tokens
were tied there, and how far apart the runtimes score the very same text. Rounding, another chat template and
other weights look different there: the guide docs/same.md says how, and how the thresholds were measured.`;

/** `assay same`: one model in every runtime at hand. */
export function addSameCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "same",
    summary: "one model in every runtime at hand: the same prompt, answers, scores, speed?",
    description:
      "Runs one model in every runtime at hand and tells whether they are the same: prompts, answers, scores and speed.",
    options: {
      model: argument("<model>", "the model: an alias stands for all of its variants that are here"),
      others: optionList("--with <model>", "another runtime of it: a name, a path or an address (may be repeated)"),
      prompts: option(
        "--prompts <set|file>",
        "prompt set: a built-in one or a file; same-model (for the demonstration models: meeting-notes) when absent",
      ),
      maxTokens: option("--max-tokens <n>", "most tokens of an answer (default: 48)", whole(...PLAN_BOUNDS.maxTokens)),
      rounds: option("--rounds <n>", "timed rounds; 0 measures no speed (default: 3)", whole(0, 1000)),
      ...settings("threads", "contextTokens", "runs"),
      page: flag("--no-page", "leave out the page of a browser"),
      link: flag("--link", "print a link to that page, and start no browser"),
      exitCode: flag("--exit-code", "exit with 1 where a runtime failed or differs by more than rounding"),
      json: jsonFlag("print everything as JSON"),
    },
    help: HELP,
    action: async () => (await import("./same.ts")).same,
  });
}
