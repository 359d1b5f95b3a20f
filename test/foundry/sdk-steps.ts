// The steps of the integration test that comes with foundry-local-sdk 0.5.0, as a program of its own: the packages look for
// `foundry` on the PATH of their process, and the service that they start serves the folder they run in.
import { FoundryLocalManager } from "foundry-local-sdk";
import { FoundryLocalManager as OldManager } from "foundry-local-sdk-0-3";
import OpenAI from "openai";

const NAMES = ["qwen2.5-0.5b", "qwen2.5-0.5b-instruct-generic-cpu:3"];

/** What both releases have, in the form of the newer one. */
interface Manager {
  readonly serviceUrl: string;
  readonly endpoint: string;
  readonly apiKey: string;
  isServiceRunning(): Promise<boolean>;
  startService(): Promise<void>;
  getCacheLocation(): Promise<string>;
  listCatalogModels(): Promise<readonly { id: string; alias: string }[]>;
  listCachedModels(): Promise<readonly { id: string }[]>;
  listLoadedModels(): Promise<readonly { id: string }[]>;
  downloadModel(name: string): Promise<unknown>;
  loadModel(name: string): Promise<{ id: string }>;
}

const [, , release] = process.argv;
switch (release) {
  case "0.5.0": {
    const manager = new FoundryLocalManager();
    await follow(manager, {
      find: (name) => manager.getModelInfo(name, undefined, true),
      unload: (name, force) => manager.unloadModel(name, undefined, force),
    });
    break;
  }
  case "0.3.1": {
    const manager = new OldManager();
    await follow(manager, {
      find: (name) => manager.getModelInfo(name, true),
      unload: (name, force) => manager.unloadModel(name, force),
    });
    break;
  }
  case "init": {
    const manager = new FoundryLocalManager();
    const model = await manager.init("qwen2.5-0.5b");
    const loaded = await manager.listLoadedModels();
    demand(loaded.length === 1 && loaded[0]?.id === model?.id, "init() loads the model, and no other");
    break;
  }
  default:
    throw new Error(`there are no steps for ${release}`);
}
console.log("all steps done");

interface ReleaseCalls {
  readonly find: (name: string) => Promise<{ id: string } | null>;
  readonly unload: (name: string, force: boolean) => Promise<void>;
}

async function follow(manager: Manager, { find, unload }: ReleaseCalls): Promise<void> {
  demand(!(await manager.isServiceRunning()), "no service runs before");
  await manager.startService();
  const models = await manager.listCatalogModels();
  demand(models.length > 0 && models.every(({ id, alias }) => id && alias), "the catalog has ids and aliases");
  demand((await manager.getCacheLocation()).length > 0, "there is a cache");
  demand(Array.isArray(await manager.listCachedModels()), "cached models are a list");
  demand(await manager.isServiceRunning(), "the service runs");
  demand(manager.serviceUrl !== "" && manager.endpoint.endsWith("/v1"), "there is an endpoint");

  const openai = new OpenAI({ baseURL: manager.endpoint, apiKey: manager.apiKey });
  for (const name of NAMES) {
    const id = (await find(name))?.id ?? "";
    demand(id !== "", `${name} is found`);
    await manager.downloadModel(id);
    await manager.loadModel(id);
    const stream = await openai.chat.completions.create({
      model: id,
      messages: [{ role: "user", content: "Why is the sky blue? Keep it brief." }],
      stream: true,
    });
    let text = "";
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
    demand(text !== "", `${name} answers`);
  }

  for (const name of NAMES) {
    await manager.downloadModel(name);
    const { id } = await manager.loadModel(name);
    const isLoaded = async () => (await manager.listLoadedModels()).some((model) => model.id === id);
    demand(await isLoaded(), `${name} is loaded`);
    await unload(name, false);
    demand(await isLoaded(), `${name} stays loaded without force`);
    await unload(name, true);
    demand(!(await isLoaded()), `${name} is gone with force`);
  }
}

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(`this does not hold: ${what}`);
}
