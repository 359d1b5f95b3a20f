import { resolve } from "node:path";
import { createRunStore } from "../../store/create-run-store.ts";
import { tagModels } from "../../workbench/model/tag-models.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { renderTags } from "./render-tags.ts";

export interface TagCommandOptions {
  /** Id or path of a run. */
  readonly from: string;
  readonly floor: number;
  readonly leastPrompts: number;
  readonly dryRun: boolean;
  readonly force: boolean;
  readonly runs: string;
  readonly json: boolean;
}

/** `assay tag` */
export async function tag(options: TagCommandOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  using interrupt = listenForInterrupt(terminal, "");
  const store = createRunStore({ directory: resolve(workspace.directory, options.runs) });
  const result = await tagModels(options.from, workspace, { ...options, store, signal: interrupt.signal });
  terminal.printResult(options, result, () => terminal.print(renderTags(result, terminal)));
  return EXIT.ok;
}
