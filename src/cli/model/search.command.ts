import type { Command } from "commander";
import { FORMAT_NAMES } from "../../formats/format-names.ts";
import { anySize, oneOf, whole } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argumentList, flag, jsonFlag, option } from "../options/options.ts";

const HELP = `
Examples:
  assay model search qwen2.5 instruct
  assay model search coder --fits --licence commercial
  assay model search smollm --max-size 500MB --limit 20 --json
  assay model search phi-4 --format onnx

Shown is the file that most would take of each repository. Asked is the hub of HF_ENDPOINT, with the token of
HF_TOKEN where there is one.`;

/** `assay model search` */
export function addSearchCommand(model: Command, context: ProgramContext): void {
  addCommand(model, context, {
    name: "search",
    summary: "search the model hub",
    description: "Searches the model hub: licence, best file, its size, and whether it fits this machine.",
    options: {
      words: argumentList("<words...>", "what its name or description holds"),
      format: option(
        `--format <${FORMAT_NAMES.join("|")}>`,
        `kind of file (default: ${FORMAT_NAMES[0]})`,
        oneOf(...FORMAT_NAMES),
      ),
      licence: option("--licence <licence>", "commercial, or a licence by its SPDX name, such as apache-2.0"),
      mostBytes: option("--max-size <4GB>", "only models of at most this size", anySize),
      fits: flag("--fits", "only models that fit the free memory"),
      limit: option("--limit <n>", "most results (default: 10)", whole(1, 50)),
      json: jsonFlag(),
    },
    help: HELP,
    action: async () => (await import("./search.ts")).searchHub,
  });
}
