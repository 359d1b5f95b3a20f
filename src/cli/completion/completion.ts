import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { BASH_COMPLETION } from "./bash-completion.ts";

export interface CompletionOptions {
  readonly shell: "bash" | "zsh" | "fish" | "powershell";
}

/** `assay completion <shell>` */
export async function printScript(
  { shell }: CompletionOptions,
  { terminal }: Pick<CommandContext, "terminal">,
): Promise<number> {
  if (shell === "bash") terminal.print(BASH_COMPLETION);
  else (await import("@bomb.sh/tab")).script(shell, "assay", "assay");
  return EXIT.ok;
}
