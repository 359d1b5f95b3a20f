import type { LoadedModel } from "../../src/core/engine.ts";
import { AssayError } from "../../src/core/errors.ts";
import { isDecoder } from "../../src/engines/onnx/graph/decoder-graph.ts";
import { toLoadError } from "../../src/engines/onnx/graph/errors.ts";
import { prepareChat } from "../../src/engines/onnx/graph/prepare-chat.ts";
import { prepareEmbedding } from "../../src/engines/onnx/graph/prepare-embedding.ts";
import type { Runtime, Session } from "../../src/engines/onnx/graph/runtime.ts";
import { readVocabulary } from "../../src/engines/onnx/graph/vocabulary.ts";
import { fitContext } from "../../src/formats/memory/fit-context.ts";
import { onnxFacts } from "../../src/formats/onnx/facts/onnx-facts.ts";
import { type FilesBeside, type OnnxConfig, readOnnxFolder } from "../../src/formats/onnx/facts/onnx-folder.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { WorkerFiles } from "./worker-files.ts";

/** ONNX Runtime for pages, as far as it is used here. */
interface OnnxModule extends Runtime {
  readonly env: {
    logLevel: string;
    readonly versions: { readonly web?: string };
    readonly wasm: { wasmPaths: string; numThreads: number };
  };
  readonly InferenceSession: {
    create(graph: Uint8Array, settings: Readonly<Record<string, unknown>>): Promise<Session>;
  };
}

/** WebAssembly addresses 4 GB, and ONNX Runtime holds the graph's file beside its weights while it loads. */
const WASM_BYTES = 4 * 2 ** 30;

/** Loads an ONNX graph into this worker. @throws AssayError */
export async function loadOnnx(given: WorkerFiles): Promise<LoadedModel> {
  const { model, settings, deviceName } = given;
  const [graph] = model.files;
  const files = listBeside(given);
  const folder = await readOnnxFolder(files);
  const weights = model.files.filter(({ name }) => name.startsWith(graph.name));
  const sizeBytes = weights.reduce((sum, file) => sum + file.sizeBytes, 0);
  const facts = onnxFacts(folder, sizeBytes);
  const { contextTokens, parallel } = settings;
  const context = fitContext(facts.memory, { contextTokens, parallel }, { availableBytes: WASM_BYTES });
  const vocabulary = await readVocabulary(files, folder);
  const runtime = await openRuntime(given);
  let session: Session | undefined;
  try {
    session = await createSession(runtime, given, folder.config);
    const loaded = {
      id: model.name,
      runtime: { Tensor: runtime.Tensor, copiesTensors: true },
      session,
      folder,
      vocabulary,
      template: settings.chatTemplate ?? model.chatTemplate ?? folder.chatTemplate,
      context,
      options: settings,
      clock: systemClock,
      nextSeed: () => Math.floor(Math.random() * 2 ** 32),
      // The worker is the model's own: whoever waits too long ends it.
      runInTime: <Result>(run: () => Result) => run(),
    };
    const { warnings, ...parts } = isDecoder(session, folder.config)
      ? await prepareChat(loaded)
      : prepareEmbedding(loaded);
    const { device } = settings;
    return {
      info: {
        engine: "onnx",
        device: device.type === "webgpu" ? "gpu" : "cpu",
        deviceName,
        architecture: facts.architecture,
        sizeBytes,
        contextTokens: context.contextTokens,
        trainedContextTokens: context.trainedContextTokens,
        kvBytesPerToken: context.kvBytesPerToken,
        threads: device.type === "wasm" ? runtime.env.wasm.numThreads : undefined,
        engineVersion: runtime.env.versions.web,
        warnings: [...context.warnings, ...warnings],
      },
      ...parts,
    };
  } catch (cause) {
    await session?.release();
    throw toLoadError(cause, { path: graph.name, signal: given.signal, timeoutMs: undefined });
  }
}

/** Opens the package: the build for the processor is smaller, faster and knows more operators than the one for WebGPU. */
async function openRuntime({ runtimes, settings: { device } }: WorkerFiles): Promise<OnnxModule> {
  const folder = `${runtimes}/onnx/`;
  const build = device.type === "webgpu" ? "ort.webgpu.min.mjs" : "ort.wasm.min.mjs";
  const runtime = (await import(`${folder}${build}`)) as OnnxModule;
  runtime.env.logLevel = "error";
  runtime.env.wasm.wasmPaths = folder;
  runtime.env.wasm.numThreads = device.type === "wasm" ? device.threads : 1;
  return runtime;
}

async function createSession(runtime: OnnxModule, given: WorkerFiles, config: OnnxConfig): Promise<Session> {
  const { model, settings } = given;
  const [graph, ...others] = model.files;
  const weights = others.filter(({ name }) => name.startsWith(graph.name));
  const isGpu = settings.device.type === "webgpu";
  const session = await runtime.InferenceSession.create(await readBytes(given, graph.name), {
    executionProviders: [settings.device.type],
    externalData: await Promise.all(
      weights.map(async ({ name }) => ({ path: name.split("/").at(-1), data: await readBytes(given, name) })),
    ),
    // Keys and values stay where they are computed.
    ...(isGpu && {
      preferredOutputLocation: Object.fromEntries(listPresent(config).map((name) => [name, "gpu-buffer"])),
    }),
    logSeverityLevel: 3,
  });
  return hearBetweenSteps(session);
}

/** The library computes in this worker and never waits: without a pause after each step nobody could stop an answer. */
function hearBetweenSteps(session: Session): Session {
  const { port1, port2 } = new MessageChannel();
  let go = () => {};
  port1.onmessage = () => go();
  const { inputNames, inputMetadata, outputNames, outputMetadata } = session;
  return {
    ...{ inputNames, inputMetadata, outputNames, outputMetadata },
    async run(...step) {
      const outputs = await session.run(...step);
      // A message to itself comes after those that wait already.
      await new Promise<void>((resolve) => {
        go = resolve;
        port2.postMessage(undefined);
      });
      return outputs;
    },
    release: () => session.release(),
  };
}

function listPresent({ num_hidden_layers: layers = 0 }: OnnxConfig): readonly string[] {
  return Array.from({ length: layers }, (_, layer) => [`present.${layer}.key`, `present.${layer}.value`]).flat();
}

async function readBytes({ files }: WorkerFiles, name: string): Promise<Uint8Array> {
  const file = files.get(name);
  if (file === undefined)
    throw new AssayError({ code: "model-missing", message: `The model has no ${name}.`, hint: "Load it again." });
  return new Uint8Array(await file.arrayBuffer());
}

/** The files of the folder that holds the tokenizer: the graph's own, or the one above. */
function listBeside({ model, files }: WorkerFiles): FilesBeside {
  const [{ name: graph }] = model.files;
  const own = graph.slice(0, graph.lastIndexOf("/") + 1);
  const folder = files.has(`${own}tokenizer.json`) ? own : "";
  return {
    locate: (name) => `${folder}${name}`,
    readText: async (name) => files.get(`${folder}${name}`)?.text(),
  };
}
