import type { Command } from "commander";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { choice } from "../options/options.ts";

const HELP = `
Set it up once, then press Tab after assay:
  bash         assay completion bash >> ~/.bashrc
  zsh          assay completion zsh > ~/.assay-completion.zsh
               echo 'source ~/.assay-completion.zsh' >> ~/.zshrc
  fish         assay completion fish > ~/.config/fish/completions/assay.fish
  powershell   assay completion powershell >> $PROFILE

Completed are commands, flags, models, runs and prompt sets.`;

/** `assay completion`: the script that makes a shell complete what is typed; `assay complete` is what that script asks. */
export function addCompletionCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "completion",
    summary: "print the script that completes commands in your shell",
    description: "Prints the script that makes your shell complete commands, flags, models, runs and prompt sets.",
    options: { shell: choice("<shell>", "the shell", ["bash", "zsh", "fish", "powershell"]) },
    help: HELP,
    action: async () => (await import("./completion.ts")).printScript,
  });
  // Its words are somebody else's command line, so nothing of them is its own.
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .helpOption(false)
    .allowUnknownOption()
    .action((words: string[]) =>
      context.execute({}, async () => (await import("./complete.ts")).complete(words, program, context)),
    );
}
