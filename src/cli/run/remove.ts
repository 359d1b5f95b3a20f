import { createRunStore } from "../../store/create-run-store.ts";
import type { CommandContext } from "../options/command-context.ts";
import { confirm } from "../terminal/confirm.ts";
import { EXIT } from "../terminal/exit-codes.ts";

export interface RemoveRunsOptions {
  readonly ids: readonly string[];
  /** Folder of the runs. */
  readonly runs: string;
  /** Does not ask. */
  readonly yes: boolean;
  readonly json: boolean;
}

/** `assay run remove` */
export async function removeRuns(options: RemoveRunsOptions, { terminal }: CommandContext): Promise<number> {
  const store = createRunStore({ directory: options.runs });
  const removed = await Promise.all(options.ids.map(async (id) => (await store.read(id)).run.id));
  if (!options.yes && !(await confirm(`remove ${removed.join(", ")} with all samples and reports?`))) {
    terminal.note("nothing removed");
    return EXIT.failed;
  }
  for (const id of removed) await store.remove(id);
  terminal.printResult(options, { removed }, () => terminal.note(`removed ${removed.join(", ")}`));
  return EXIT.ok;
}
