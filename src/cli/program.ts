import { Command, CommanderError } from "commander";
import { AssayError } from "../core/errors.ts";
import { endSentence } from "../lib/end-sentence.ts";
import { createBareWorkspace } from "../workbench/workspace.ts";
import { addAnnotateCommand } from "./annotate/command.ts";
import { addBenchCommand } from "./bench/command.ts";
import { addCacheCommand } from "./cache/command.ts";
import { addCanaryCommand } from "./canary/command.ts";
import { addCascadeCommand } from "./cascade/command.ts";
import { addCompareCommand } from "./compare/command.ts";
import { addCompletionCommand } from "./completion/command.ts";
import { addCostCommand } from "./cost/command.ts";
import { addDemoCommand } from "./demo/command.ts";
import { addDocsCommand } from "./docs/command.ts";
import { addDoctorCommand } from "./doctor/command.ts";
import { addInitCommand } from "./init/command.ts";
import { addJudgeCommand } from "./judge/command.ts";
import { addModelCommand } from "./model/command.ts";
import { addOpenCommand } from "./open/command.ts";
import type { ProgramContext } from "./options/command-context.ts";
import { addRecommendCommand } from "./recommend/command.ts";
import { addReportCommand } from "./report/command.ts";
import { addRunCommand } from "./run/command.ts";
import { addSameCommand } from "./same/command.ts";
import { addScoutCommand } from "./scout/command.ts";
import { addServeCommand } from "./serve/command.ts";
import { addServiceCommand } from "./service/command.ts";
import { addSetupCommand } from "./setup/command.ts";
import { addTagCommand } from "./tag/command.ts";
import { EXIT } from "./terminal/exit-codes.ts";
import { fail } from "./terminal/fail.ts";
import { createKeyQuestion } from "./terminal/key-question.ts";
import { createTerminal } from "./terminal/terminal.ts";
import { addTrustCommand } from "./trust/command.ts";

const DESCRIPTION =
  "Choose, prove and serve a local language model: measured honestly, scored, recommended with reasons.";

const EXAMPLES = `
Examples:
  assay demo                                     measure the models that come with assay
  assay bench ./model.gguf notes-mini            compare a file of yours with another model
  assay bench http://localhost:5273/v1#phi-4-mini --prompts prompts.json
  assay recommend latest --max-memory 2GB --min-quality 0.8
  assay model search qwen2.5 --fits              models of the hub that fit this machine
  assay service start                            serve them on http://localhost:5273/v1
  assay doctor                                   what this machine can run, and what is missing

Naming a model: an alias (notes-mini), alias:variant (notes-mini:q4_0), alias:* (all variants),
a path (./model.gguf), or an address (http://host:port/v1#model).

Exit codes: 0 done, 1 something failed, 2 typed wrong or a file of yours is wrong, 130 stopped with Ctrl-C.`;

/** Runs the command line and returns the exit code. Nothing below this throws past it. */
export async function runProgram(argv: readonly string[]): Promise<number> {
  const terminal = createTerminal();
  let exitCode: number = EXIT.ok;
  const context: ProgramContext = {
    terminal,
    workspace: createBareWorkspace({
      confirmKey: process.stdin.isTTY === true && terminal.isInteractive ? createKeyQuestion(terminal) : undefined,
      notify: (message) => terminal.note(terminal.style("dim", `note: ${message}`)),
    }),
    async execute(options, action) {
      try {
        exitCode = await action();
      } catch (thrown) {
        exitCode = fail(thrown, terminal, options.json === true);
      }
    },
  };
  const json = argv.includes("--json");
  try {
    await createProgram(context, { isQuiet: json }).parseAsync(argv, { from: "user" });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) return fail(thrown, terminal, json);
    if (thrown.exitCode === 0) return EXIT.ok;
    return json ? fail(toTypedWrong(thrown), terminal, true) : EXIT.usage;
  }
  return exitCode;
}

/** A mistake in what was typed, as our own errors are: the library has words for it, but no object. */
function toTypedWrong({ code, message }: CommanderError): AssayError {
  const words =
    code === "commander.help" ? "no command was typed" : message.replace(/^error: /, "").replaceAll("\n", " ");
  return new AssayError({
    code: "invalid-input",
    message: endSentence(`The command line cannot be read: ${words}`),
    hint: "Add --help for what can be typed here.",
  });
}

/**
 * All commands, with what `--help` says of them.
 *
 * @param isQuiet whether the library keeps its words about mistakes to itself
 */
export function createProgram(
  context: ProgramContext,
  { isQuiet = false }: { readonly isQuiet?: boolean } = {},
): Command {
  const program = new Command("assay")
    .description(DESCRIPTION)
    .option("-V, --version", "print the version")
    .helpOption("-h, --help", "print what can be typed here")
    .helpCommand(false)
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError("(add --help for what can be typed here)")
    .exitOverride()
    .configureOutput(isQuiet ? { writeErr: () => {} } : {});
  for (const add of [
    addInitCommand,
    addSetupCommand,
    addDemoCommand,
    addBenchCommand,
    addCompareCommand,
    addSameCommand,
    addCanaryCommand,
    addJudgeCommand,
    addCascadeCommand,
    addDocsCommand,
    addReportCommand,
    addRecommendCommand,
    addCostCommand,
    addRunCommand,
    addTagCommand,
    addAnnotateCommand,
    addModelCommand,
    addScoutCommand,
    addCacheCommand,
    addOpenCommand,
    addServeCommand,
    addServiceCommand,
    addTrustCommand,
    addDoctorCommand,
    addCompletionCommand,
  ]) {
    add(program, context);
  }
  return program;
}
