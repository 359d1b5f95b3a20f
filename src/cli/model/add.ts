import { addModel } from "../../workbench/model/add-model.ts";
import { removeModel } from "../../workbench/model/remove-model.ts";
import type { CommandContext } from "../options/command-context.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

type Options = Readonly<Record<string, unknown>>;

/** `assay model add` */
export async function add(reference: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await readCommandSettings(options, [], context.workspace);
  using interrupt = listenForInterrupt(terminal, "");
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  const { alias, file, definition, warnings } = await addModel(reference, workspace, {
    alias: text(options.alias),
    file: text(options.file),
    project: options.project === true,
    force: options.force === true,
    signal: interrupt.signal,
  });
  if (options.json === true) {
    terminal.print(JSON.stringify({ alias, file, definition, warnings }, null, 2));
    return EXIT.ok;
  }
  terminal.print(`${terminal.style("bold", alias)} is registered in ${file}`);
  for (const { message } of warnings) terminal.note(`${terminal.style("yellow", "warning:")} ${message}`);
  terminal.note(
    definition.hub === undefined
      ? `assay model info ${alias} tells what is known of it`
      : `assay model info ${alias} tells whether it fits; assay model download ${alias} gets it`,
  );
  return EXIT.ok;
}

/** `assay model remove` */
export async function remove(alias: string, options: Options, context: CommandContext): Promise<number> {
  const file = await removeModel(alias, context.workspace, { project: options.project === true });
  if (options.json === true) context.terminal.print(JSON.stringify({ alias, file }, null, 2));
  else context.terminal.print(`${alias} is no longer registered in ${file}; no model file was touched`);
  return EXIT.ok;
}
