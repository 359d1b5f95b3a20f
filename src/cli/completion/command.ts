import { Argument, type Command } from "commander";
import type { CommandContext } from "../options/command-context.ts";

const HELP = `
Set it up once, then press Tab after assay:
  bash         assay completion bash >> ~/.bashrc
  zsh          assay completion zsh > ~/.assay-completion.zsh
               echo 'source ~/.assay-completion.zsh' >> ~/.zshrc
  fish         assay completion fish > ~/.config/fish/completions/assay.fish
  powershell   assay completion powershell >> $PROFILE

Completed are commands, flags, models, runs and prompt sets.`;

/** `assay completion`: the script that makes a shell complete what is typed; `assay complete` is what that script asks. */
export function addCompletionCommand(program: Command, context: CommandContext): void {
  program
    .command("completion")
    .summary("print the script that completes commands in your shell")
    .description("Prints the script that makes your shell complete commands, flags, models, runs and prompt sets.")
    .addArgument(new Argument("<shell>", "the shell").choices(["bash", "zsh", "fish", "powershell"]))
    .addHelpText("after", HELP)
    .action((shell: string) =>
      context.execute({}, async () => (await import("./completion.ts")).printScript(shell, context)),
    );
  program
    .command("complete", { hidden: true })
    .argument("[words...]")
    .helpOption(false)
    .allowUnknownOption()
    .action((words: string[]) =>
      context.execute({}, async () => (await import("./completion.ts")).complete(words, program, context)),
    );
}
