import { join } from "node:path";
import type { Engine } from "../core/engine.ts";
import { AssayError } from "../core/errors.ts";
import { ENGINE_NAMES, type EngineContext, type EngineName, engineDefinition } from "../engines/engines.ts";
import { createHostedEngine } from "../engines/hosted/create-hosted-engine.ts";
import { createKeyRing } from "./key-ring.ts";
import type { Workspace } from "./workspace.ts";

export type Engines = Readonly<Record<EngineName, Engine>>;

/**
 * Creates all engines; nothing of one is loaded before a model needs it.
 *
 * What runs weights or a user's code does so in a child process of its own, unless `inProcess`.
 */
export function createEngines(
  workspace: Workspace,
  { inProcess = false }: { readonly inProcess?: boolean | undefined } = {},
): Engines {
  const { env, locations, settings, notify } = workspace;
  const options = { stateDirectory: locations.state, trustFile: trustFileOf(workspace) };
  const context = { ...options, env, keys: createKeyRing(workspace), notify, llamaServer: settings.llamaServer };
  const create = (name: EngineName): Engine =>
    engineDefinition(name).capabilities.native && !inProcess
      ? createHostedEngine({ engine: name, engineOptions: options, env })
      : createLazyEngine(name, context);
  return Object.fromEntries(ENGINE_NAMES.map((name) => [name, create(name)])) as Engines;
}

/** Finds the engine that a plan names. @throws AssayError `engine-missing` when this version has none of that name */
export function requireEngine(engines: Engines, name: string): Engine {
  const known = ENGINE_NAMES.find((one) => one === name);
  if (known !== undefined) return engines[known];
  throw new AssayError({
    code: "engine-missing",
    message: `The engine must be one of ${ENGINE_NAMES.join(", ")}, not ${name}.`,
  });
}

/** The file that remembers which adapters the user has said yes to. */
export function trustFileOf({ locations }: Pick<Workspace, "locations">): string {
  return join(locations.state, "trusted.json");
}

/** An engine that is imported when it is first asked for anything. */
function createLazyEngine(name: EngineName, context: EngineContext): Engine {
  const { capabilities, create } = engineDefinition(name);
  let created: Promise<Engine> | undefined;
  const get = () => {
    created ??= create(context);
    return created;
  };
  return {
    name,
    capabilities,
    probe: async () => (await get()).probe(),
    load: async (source, options) => (await get()).load(source, options),
  };
}
