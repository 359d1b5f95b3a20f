import { join } from "node:path";
import type { Engine, EngineName } from "../core/engine.ts";
import { createCustomEngine } from "../engines/custom/create-custom-engine.ts";
import { createFakeEngine } from "../engines/fake/create-fake-engine.ts";
import { createFoundryEngine } from "../engines/foundry/create-foundry-engine.ts";
import { createGgufEngine } from "../engines/gguf/create-gguf-engine.ts";
import { createHostedEngine } from "../engines/hosted/create-hosted-engine.ts";
import { createLlamaServerEngine } from "../engines/llama-server/create-llama-server-engine.ts";
import { createOpenAiEngine } from "../engines/openai/create-openai-engine.ts";
import { createConnector } from "../http/node/create-connector.ts";
import type { Workspace } from "./workspace.ts";

export type Engines = Readonly<Record<EngineName, Engine>>;

/**
 * Creates all engines; none of their libraries is loaded before a model needs it.
 *
 * What runs weights or a user's code does so in a child process of its own, unless `inProcess`.
 */
export function createEngines(
  { env, keys, locations, settings }: Pick<Workspace, "env" | "keys" | "locations" | "settings">,
  options: { readonly inProcess?: boolean | undefined } = {},
): Engines {
  const gguf = { stateDirectory: locations.state };
  const custom = { trustFile: trustFileOf({ locations }) };
  const elsewhere = {
    openai: createOpenAiEngine({ env: keys, connect: createConnector(env) }),
    foundry: createFoundryEngine({ env }),
    // A process of its own by nature.
    "llama-server": createLlamaServerEngine({ env, binary: settings.llamaServer }),
    fake: createFakeEngine(),
  };
  if (options.inProcess === true)
    return { ...elsewhere, gguf: createGgufEngine({ ...gguf, env }), custom: createCustomEngine(custom) };
  return {
    ...elsewhere,
    gguf: createHostedEngine({ engine: "gguf", engineOptions: gguf, env }),
    custom: createHostedEngine({ engine: "custom", engineOptions: custom, env }),
  };
}

/** The file that remembers which adapters the user has said yes to. */
export function trustFileOf({ locations }: Pick<Workspace, "locations">): string {
  return join(locations.state, "trusted.json");
}
