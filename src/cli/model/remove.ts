import { removeModel } from "../../workbench/model/remove-model.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface RemoveModelOptions {
  readonly alias: string;
  readonly project: boolean;
  readonly json: boolean;
}

/** `assay model remove` */
export async function unregisterModel(
  options: RemoveModelOptions,
  { terminal, workspace }: CommandContext,
): Promise<number> {
  const { alias } = options;
  const file = await removeModel(alias, workspace, options);
  const text = `${alias} is no longer registered in ${file}; no model file was touched`;
  terminal.printResult(options, { alias, file }, text);
  return EXIT.ok;
}
