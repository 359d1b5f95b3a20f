import type { Engine, EngineCapabilities, ModelSource } from "../core/engine.ts";
import { FORMAT_NAMES, type FormatName } from "../formats/format-names.ts";
import { formatOfFile } from "../formats/formats.ts";
import type { KeyRing } from "../http/api-key.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";

/** Key that decides which engine runs a source: the format of files, here or to be downloaded, else the type of the source. */
export type Runnable = FormatName | Exclude<ModelSource, { type: "file" } | { format: string }>["type"];

/** Dependencies of engines. A child process gets them as plain JSON; `env` and `die` are then the child's own. */
export interface EngineContext {
  readonly env: EnvironmentVariables;
  /** Keys of endpoints, and who may have them; absent: those of `env`, which each may have. */
  readonly keys?: KeyRing | undefined;
  /** Folder that remembers what was measured of models on this machine; absent: nothing is remembered. */
  readonly stateDirectory?: string | undefined;
  /** File that remembers which adapters the user has said yes to. */
  readonly trustFile?: string | undefined;
  /** The user's own llama-server; absent: the one on PATH. */
  readonly llamaServer?: string | undefined;
  /** Tells whoever waits what happens on the way, such as that a request is tried again; absent where nobody looks. */
  readonly notify?: ((message: string) => void) | undefined;
  /** Ends the process with its last words; absent where the process is not the model's own. */
  readonly die?: ((words: string, code: number) => never) | undefined;
}

/** One line of the table of engines. */
export interface EngineDefinition {
  readonly runs: readonly Runnable[];
  readonly capabilities: EngineCapabilities;
  /** Whether requests at the same time share one cache of keys and values instead of having one each. */
  readonly sharesCache?: boolean | undefined;
  /** Imports the engine; nothing of it is loaded before. */
  readonly create: (context: EngineContext) => Promise<Engine>;
}

/**
 * Every engine; a new one is a folder beside this file and an entry here. Of the engines that run the same thing, the
 * first is taken unless models.json names another.
 */
export const ENGINES = {
  gguf: {
    runs: ["gguf"],
    capabilities: { chat: true, embedding: true, native: true },
    sharesCache: true,
    create: async ({ env, stateDirectory }) =>
      (await import("./gguf/create-gguf-engine.ts")).createGgufEngine({ env, stateDirectory }),
  },
  "llama-server": {
    runs: ["gguf"],
    // A process of its own by nature.
    capabilities: { chat: true, embedding: true, native: false },
    create: async ({ env, llamaServer }) =>
      (await import("./llama-server/create-llama-server-engine.ts")).createLlamaServerEngine({
        env,
        binary: llamaServer,
      }),
  },
  onnx: {
    runs: ["onnx"],
    capabilities: { chat: true, embedding: true, native: true },
    create: async ({ stateDirectory }) =>
      (await import("./onnx/create-onnx-engine.ts")).createOnnxEngine({ stateDirectory }),
  },
  openai: {
    runs: ["endpoint"],
    capabilities: { chat: true, embedding: true, native: false },
    create: async ({ env, keys, notify }) => {
      const { createConnector } = await import("../http/node/create-connector.ts");
      const { createOpenAiEngine } = await import("./openai/create-openai-engine.ts");
      return createOpenAiEngine({ ...(keys ?? { env }), notify, connect: createConnector(env) });
    },
  },
  foundry: {
    runs: ["foundry"],
    capabilities: { chat: true, embedding: true, native: false },
    create: async ({ env }) => (await import("./foundry/create-foundry-engine.ts")).createFoundryEngine({ env }),
  },
  pipeline: {
    runs: ["pipeline"],
    // Its parts run in processes of their own.
    capabilities: { chat: true, embedding: false, native: false },
    create: async () => (await import("../pipelines/create-pipeline-engine.ts")).createPipelineEngine(),
  },
  custom: {
    runs: ["adapter"],
    capabilities: { chat: true, embedding: false, native: true },
    create: async ({ die, ...options }) =>
      (await import("./custom/create-custom-engine.ts")).createCustomEngine({
        ...options,
        onStuck: die && (() => die("the adapter went on with an answer that nobody wanted any more", 71)),
      }),
  },
  fake: {
    runs: ["script"],
    capabilities: { chat: true, embedding: false, native: false },
    create: async ({ die }) =>
      (await import("./fake/create-fake-engine.ts")).createFakeEngine({
        crash: die && (() => die("the script crashes here", 70)),
      }),
  },
} as const satisfies Readonly<Record<string, EngineDefinition>>;

export type EngineName = keyof typeof ENGINES;

export const ENGINE_NAMES = Object.keys(ENGINES) as readonly EngineName[] as readonly [EngineName, ...EngineName[]];

/** The line of an engine. */
export function engineDefinition(name: EngineName): EngineDefinition {
  return ENGINES[name];
}

/** The engines that can run a source, the usual one first; none when there is no engine for its format. */
export function enginesOf(source: ModelSource): readonly EngineName[] {
  const wanted = toRunnable(source);
  return ENGINE_NAMES.filter((name) => engineDefinition(name).runs.some((one) => one === wanted));
}

/** The engines that run some source of this type. */
export function enginesOfType(type: ModelSource["type"]): readonly EngineName[] {
  const named = ENGINE_NAMES.filter((name) => engineDefinition(name).runs.some((one) => one === type));
  // What no engine runs by its type holds files, and these are of any format.
  return named.length > 0 ? named : ENGINE_NAMES.filter((name) => engineDefinition(name).runs.some(isFormat));
}

/** The engine of a source: the one that is asked for, where it can run it, else the usual one. What has none is refused before it is loaded. */
export function engineFor(source: ModelSource, asked?: EngineName): EngineName {
  const able = enginesOf(source);
  return asked !== undefined && able.includes(asked) ? asked : (able[0] ?? "gguf");
}

/** A file whose name tells no format is taken for a GGUF file, as caches name files by their digest. */
function toRunnable(source: ModelSource): string {
  if (source.type === "file") return formatOfFile(source.path) ?? "gguf";
  return "format" in source ? source.format : source.type;
}

function isFormat(runnable: Runnable): boolean {
  return FORMAT_NAMES.some((name) => name === runnable);
}
