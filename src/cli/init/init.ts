import { relative, resolve } from "node:path";
import { type InitResult, initProject } from "../../workbench/project/init-project.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";

export interface InitOptions {
  readonly folder: string;
  readonly force: boolean;
  readonly json: boolean;
}

/** `assay init` */
export async function init(options: InitOptions, { terminal, workspace }: CommandContext): Promise<number> {
  const directory = resolve(workspace.directory, options.folder);
  const result = await initProject(directory, { force: options.force });
  terminal.printResult(options, result, () => explain(result, relative(workspace.directory, directory), terminal));
  return EXIT.ok;
}

/** @param away the project's folder, from where the user stands */
function explain(result: InitResult, away: string, terminal: Terminal): void {
  for (const name of result.written) terminal.print(`${terminal.style("green", "written")}  ${name}`);
  for (const name of result.kept)
    terminal.print(`${terminal.style("yellow", "kept")}     ${name} (was there; --force writes it anew)`);
  terminal.print(
    terminal.style(
      "dim",
      "schemas  .assay/ (editors check and complete the files with them; keep it with the project)",
    ),
  );
  if (result.ignoresRuns !== true)
    terminal.print("\nResults go into runs/; name that in .gitignore unless they are to be versioned.");
  const steps = [
    ...(away === "" ? [] : [[`cd ${/\s/.test(away) ? `"${away}"` : away}`, ""]]),
    ["assay bench", "measure these models on these prompts"],
    ["assay model info <file.gguf>", "look into one of yours for models.json"],
    ["assay doctor", "what this machine can run, and what is missing"],
  ];
  terminal.print("\nNext:");
  for (const [command = "", what = ""] of steps) terminal.print(`  ${command.padEnd(30)} ${what}`.trimEnd());
}
