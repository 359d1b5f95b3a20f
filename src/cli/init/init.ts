import { relative, resolve } from "node:path";
import { initProject } from "../../workbench/project/init-project.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";

/** `assay init` */
export async function init(
  folder: string,
  options: Readonly<Record<string, unknown>>,
  { terminal, workspace }: CommandContext,
): Promise<number> {
  const directory = resolve(workspace.directory, folder);
  const result = await initProject(directory, { force: options.force === true });
  if (options.json === true) {
    terminal.print(JSON.stringify(result, null, 2));
    return EXIT.ok;
  }
  for (const name of result.written) terminal.print(`${terminal.style("green", "written")}  ${name}`);
  for (const name of result.kept)
    terminal.print(`${terminal.style("yellow", "kept")}     ${name} (was there; --force writes it anew)`);
  if (result.ignoresRuns !== true)
    terminal.print("\nResults go into runs/; name that in .gitignore unless they are to be versioned.");
  const away = relative(workspace.directory, directory);
  const steps = [
    ...(away === "" ? [] : [[`cd ${/\s/.test(away) ? `"${away}"` : away}`, ""]]),
    ["assay bench", "measure these models on these prompts"],
    ["assay model info <file.gguf>", "look into one of yours for models.json"],
    ["assay doctor", "what this machine can run, and what is missing"],
  ];
  terminal.print("\nNext:");
  for (const [command = "", what = ""] of steps) terminal.print(`  ${command.padEnd(30)} ${what}`.trimEnd());
  return EXIT.ok;
}
