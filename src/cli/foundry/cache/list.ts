import { createInterface } from "node:readline/promises";
import { planRemoval, removeRecords } from "../../../hub/cache/remove-from-cache.ts";
import { moveCache } from "../../../workbench/cache/move-cache.ts";
import { nameRemoval } from "../../../workbench/cache/name-removal.ts";
import { openCache } from "../../../workbench/cache/open-cache.ts";
import { modelCacheOf } from "../../../workbench/model-cache.ts";
import { readServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import { clean } from "../../cache/verify.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { readCommandSettings } from "../../options/setting-options.ts";
import { connect } from "../classic/connect.ts";
import { openServiceModels } from "../classic/open-models.ts";
import { renderCachedModels } from "../render/marked-models.ts";
import { restartService } from "../service/service.ts";

type Options = Readonly<Record<string, unknown>>;

/** `foundry cache list` */
export async function listCached(context: CommandContext): Promise<number> {
  const { state } = await connect(context);
  const { records, cachedNames } = await openServiceModels(context, state);
  context.terminal.print(renderCachedModels(records.filter(({ name }) => cachedNames.has(name))));
  return 0;
}

/** `foundry cache location` */
export async function showLocation(context: CommandContext): Promise<number> {
  const workspace = await readCommandSettings({}, [], context.workspace);
  context.terminal.print(`💾 Cache directory path: ${modelCacheOf(workspace)}`);
  return 0;
}

/** `foundry cache cd`: a service that runs is restarted, so that it downloads there. */
export async function changeFolder(folder: string, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await readCommandSettings({}, [], context.workspace);
  const path = await moveCache(folder, workspace);
  const { from, where } = workspace.origins.modelCache;
  if (["environment", ".env", "project"].includes(from))
    terminal.note(`warning: ${where} says otherwise, and is stronger`);
  if ((await readServiceStatus(workspace.locations)).type === "running") await restartService({}, context);
  terminal.print(`💾 Cache directory path: ${path}`);
  return 0;
}

/** `foundry cache remove` */
export async function removeModel(name: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { state, client } = await connect(context);
  const { workspace, find } = await openServiceModels(context, state);
  const { alias, servedName } = await find(name);
  const cache = await openCache(workspace);
  const records = await planRemoval(await nameRemoval(name, workspace), cache);
  terminal.print(`⚠️ This will delete model '${alias} (${servedName})' from cache.`);
  if (!isAgreed(options) && !(await ask(terminal.print))) return 0;
  // Some systems remove no file that is in use.
  await client.unload(servedName, { force: true });
  await removeRecords(records, cache);
  terminal.print(`Deleted model ${servedName} from the cache.`);
  return 0;
}

/** `foundry cache clean`: no release has it; what is plain to be of no use any more goes, and a model only by name. */
export async function cleanCache(options: Options, context: CommandContext): Promise<number> {
  const code = await clean({ yes: isAgreed(options) }, context);
  context.terminal.note("Models stay; to delete one: foundry cache remove <model>");
  return code;
}

function isAgreed({ force, yes }: Options): boolean {
  return force === true || yes === true;
}

/** Takes the answer of a pipe too: `echo y | foundry cache remove <model>`. */
async function ask(say: (line: string) => void): Promise<boolean> {
  say("⚠️ Are you sure you want to delete this model from the local cache? (y/n)");
  const lines = createInterface({ input: process.stdin });
  for await (const line of lines) return /^\s*y(es)?\s*$/i.test(line);
  return false;
}
