import { createInterface } from "node:readline/promises";
import { planRemoval, removeRecords } from "../../../hub/cache/remove-from-cache.ts";
import { nameRemoval } from "../../../workbench/cache/name-removal.ts";
import { openCache } from "../../../workbench/cache/open-cache.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { connect } from "../classic/connect.ts";
import { openServiceModels } from "../classic/open-models.ts";

export interface RemoveOptions {
  readonly model: string;
  /** Does not ask, as `yes`. */
  readonly force: boolean;
  readonly yes: boolean;
}

/** `foundry cache remove` */
export async function removeModel({ model, force, yes }: RemoveOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { state, client } = await connect(context);
  const { workspace, find } = await openServiceModels(context, state);
  const { alias, servedName } = await find(model);
  const cache = await openCache(workspace);
  const records = await planRemoval(await nameRemoval(model, workspace), cache);
  terminal.print(`⚠️ This will delete model '${alias} (${servedName})' from cache.`);
  if (!force && !yes && !(await ask(terminal.print))) return 0;
  // Some systems remove no file that is in use.
  await client.unload(servedName, { force: true });
  await removeRecords(records, cache);
  terminal.print(`Deleted model ${servedName} from the cache.`);
  return 0;
}

/** Takes the answer of a pipe too: `echo y | foundry cache remove <model>`. */
async function ask(say: (line: string) => void): Promise<boolean> {
  say("⚠️ Are you sure you want to delete this model from the local cache? (y/n)");
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return /^\s*y(es)?\s*$/i.test(line);
  return false;
}
