import { addModel } from "../../workbench/model/add-model.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { renderCard } from "./render-card.ts";

export interface AddModelOptions {
  /** Model to register, as it is typed. */
  readonly reference: string;
  readonly alias: string | undefined;
  readonly file: string | undefined;
  readonly project: boolean;
  readonly force: boolean;
  readonly json: boolean;
}

/** `assay model add` */
export async function registerModel(options: AddModelOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  using interrupt = listenForInterrupt(terminal, "");
  const { signal } = interrupt;
  const { alias, file, definition, warnings, card } = await addModel(options.reference, workspace, {
    ...options,
    signal,
  });
  terminal.printResult(options, { alias, file, definition, warnings, measuredElsewhere: card }, () => {
    terminal.print(`${terminal.style("bold", alias)} is registered in ${file}`);
    for (const { message } of warnings) terminal.note(`${terminal.style("yellow", "warning:")} ${message}`);
    if (card !== undefined)
      terminal.print(renderCard(`Measured elsewhere, as ${card.from} says: not checked here.`, card.card, terminal));
    terminal.note(
      definition.hub === undefined
        ? `assay model info ${alias} tells what is known of it`
        : `assay model info ${alias} tells whether it fits; assay model download ${alias} gets it`,
    );
  });
  return EXIT.ok;
}
