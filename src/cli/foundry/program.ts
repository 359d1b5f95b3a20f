import { Command, CommanderError } from "commander";
import { toAssayError } from "../../core/errors.ts";
import { toSystemError } from "../../system/write-error.ts";
import { createBareWorkspace } from "../../workbench/workspace.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { createTerminal, type Terminal } from "../terminal/terminal.ts";
import { addCacheCommand } from "./cache/command.ts";
import { findOtherFoundry } from "./classic/other-foundry.ts";
import { toClassicError } from "./classic/to-classic-error.ts";
import { addConfigCommand } from "./config/command.ts";
import { addHelpCommands } from "./help/command.ts";
import { addModelCommand } from "./model/command.ts";
import { addRunCommands } from "./run/command.ts";
import { addServerCommand } from "./server/command.ts";
import { addServiceCommand } from "./service/command.ts";

const DESCRIPTION = `Run AI models on your device: the commands of Foundry Local, answered by assay.

🚀 Getting started:

   1. To view available models: foundry model list
   2. To run a model: foundry model run <model>`;

const EXAMPLES = `
Examples:
  foundry model run notes-mini
  foundry model list --filter alias=qwen*
  foundry service status
  foundry service set --port 58123 --show
  foundry config list                            settings, devices, and whether the GPU is used

Both the commands of 0.3 to 0.8 (model, cache, service) and those of 0.10 (run, chat, complete, server, config) work.
To measure, compare and recommend models, type: assay --help`;

/** Exit codes of the classic program: it knows these two, and what a terminal gives for Ctrl-C. */
const EXIT = { ok: 0, failed: 1, interrupted: 130 } as const;

/** Runs the command line and returns the exit code. Nothing below this throws past it. */
export async function runFoundry(argv: readonly string[]): Promise<number> {
  const terminal = createTerminal();
  let exitCode: number = EXIT.ok;
  const context: ProgramContext = {
    terminal,
    workspace: createBareWorkspace(),
    async execute(_options, action) {
      try {
        exitCode = await action();
      } catch (thrown) {
        exitCode = failAs(formOf(argv), thrown, terminal);
      }
    },
  };
  warnOfOther(context);
  try {
    // commander knows one short and one long name of an option; -? is the third name of --help.
    await createFoundryProgram(context).parseAsync(
      argv.map((word) => (word === "-?" ? "--help" : word)),
      { from: "user" },
    );
  } catch (thrown) {
    if (thrown instanceof CommanderError) return endParsing(thrown, terminal);
    return failAs(formOf(argv), thrown, terminal);
  }
  return exitCode;
}

/** All commands, of both generations. */
export function createFoundryProgram(context: ProgramContext): Command {
  const program = new Command("foundry")
    .description(DESCRIPTION)
    .helpOption("-h, --help", "show help and usage information")
    .helpCommand(false)
    // `model info --license` is not this program's --license.
    .enablePositionalOptions()
    .option("--version", "show version information")
    .option("--license", "show under which licence this program comes")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError(true)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(toClassicError(text)) });
  for (const add of [
    addModelCommand,
    addCacheCommand,
    addServiceCommand,
    addRunCommands,
    addServerCommand,
    addConfigCommand,
    addHelpCommands,
  ])
    add(program, context);
  return program;
}

function endParsing({ code, exitCode }: CommanderError, terminal: Terminal): number {
  if (exitCode === 0) return EXIT.ok;
  if (code === "commander.help") terminal.note("\nRequired command was not provided.");
  return EXIT.failed;
}

/** How a generation of the command line words a failure: the classic one, or that of 0.10 and later, as text or as JSON. */
type FailureForm = "classic" | "newer" | "json";

/** Commands that came with 0.10. */
const NEWER = ["run", "chat", "complete", "transcribe", "server", "config", "status", "report"];

function formOf(argv: readonly string[]): FailureForm {
  if (!NEWER.includes(argv[0] ?? "")) return "classic";
  return /(?:-o|--output)[ =]?json\b|--json\b/.test(argv.join(" ")) ? "json" : "newer";
}

/** Words a failure as the commands of its generation do; what to do next comes in a line of its own. */
function failAs(form: FailureForm, thrown: unknown, terminal: Terminal): number {
  const { code, message, hint } = toAssayError(toSystemError(thrown));
  if (code === "aborted") return EXIT.interrupted;
  if (form === "json") {
    terminal.printResult({ json: true }, { error: { code, message, hint } }, "");
    return EXIT.failed;
  }
  terminal.note(form === "classic" ? `Exception: ${message}` : `● error: ${message} (${code})`);
  if (hint !== undefined) terminal.note(`Hint: ${hint}`);
  return EXIT.failed;
}

function warnOfOther({ terminal, workspace }: ProgramContext): void {
  const other = findOtherFoundry(workspace.env);
  if (other !== undefined)
    terminal.note(`warning: there is another program named foundry on PATH: ${other}; this one belongs to assay`);
}
