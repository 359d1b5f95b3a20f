import path from "node:path";
import type { Device, LoadedModel, LoadOptions, ModelInfo } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import { fitContext } from "../../formats/memory/fit-context.ts";
import { PROCESS_BYTES } from "../../formats/memory/required-memory.ts";
import { quantisationOf } from "../../formats/model-files.ts";
import { modelNameOf } from "../../formats/model-name.ts";
import { readOnnxFolder } from "../../formats/onnx/facts/onnx-folder.ts";
import { findBeside } from "../../formats/onnx/find-beside.ts";
import { onnxFormat } from "../../formats/onnx/onnx-format.ts";
import { anySignal } from "../../lib/any-signal.ts";
import type { Clock } from "../../lib/clock.ts";
import { readAvailableMemory } from "../../system/available-memory.ts";
import { processorName } from "../../system/processor.ts";
import { toAbortError } from "../answering/errors.ts";
import { chooseTemplate } from "../answering/node/choose-template.ts";
import { runInTime } from "../answering/node/run-in-time.ts";
import { requireThreads } from "../answering/require-threads.ts";
import type { WatchOthers } from "../tuning/watch-others.ts";
import { createDecoder } from "./graph/decoder.ts";
import { isCacheOutput, isDecoder } from "./graph/decoder-graph.ts";
import { toLoadError } from "./graph/errors.ts";
import { prepareChat } from "./graph/prepare-chat.ts";
import { prepareEmbedding } from "./graph/prepare-embedding.ts";
import type { Session } from "./graph/runtime.ts";
import { readVocabulary } from "./graph/vocabulary.ts";
import { loadRuntime } from "./load-runtime.ts";
import { readRuntimeVersion } from "./probe.ts";
import type { GraphPlan } from "./tuning/choose-plan.ts";
import { openTuned, type TunedSession, type TuningOptions } from "./tuning/open-tuned.ts";

/** Dependencies of a load. */
export interface OnnxRuntime {
  /** Folder that remembers what was measured; absent: nothing is remembered. */
  readonly stateDirectory: string | undefined;
  readonly clock: Clock;
  readonly watchOthers: WatchOthers;
  readonly nextSeed: () => number;
}

/** Loads an ONNX graph: as a chat model when it keeps keys and values, else as an embedding model. */
export async function loadOnnxModel(
  filePath: string,
  options: LoadOptions,
  { stateDirectory, clock, watchOthers, nextSeed }: OnnxRuntime,
): Promise<LoadedModel> {
  refuseUnsupported(options);
  const asked = requireThreads(options.threads);
  const signal = anySignal(
    options.signal,
    options.timeoutMs === undefined ? undefined : AbortSignal.timeout(options.timeoutMs),
  );
  const graphPath = path.resolve(filePath);
  const isGpu = options.device === "gpu";
  const runtime = await loadRuntime();
  const read = await readModel(graphPath, options);
  const { facts, folder } = read;
  if (signal.aborted) throw toAbortError(signal, options.timeoutMs);
  let session: Session | undefined;
  try {
    const tuned = await openGraph(options.device, {
      runtime,
      path: graphPath,
      config: folder.config,
      asked,
      weightsBytes: facts.memory.weightsBytes,
      freeBytes: read.availableBytes,
      stateDirectory,
      engineVersion: readRuntimeVersion(),
      clock,
      watchOthers,
      signal,
    });
    session = tuned.session;
    if (signal.aborted) throw toAbortError(signal, options.timeoutMs);
    options.onProgress?.(1);
    const weights = {
      ...read,
      runtime: isGpu ? { ...runtime, copiesTensors: true } : runtime,
      session,
      clock,
      nextSeed,
      runInTime,
      options,
      id: options.id ?? modelNameOf(graphPath),
    };
    const { warnings, ...loaded } = isDecoder(session, folder.config)
      ? await prepareChat(weights)
      : prepareEmbedding(weights);
    const info = describeModel(read, { path: graphPath, device: options.device ?? "cpu", tuned, warnings });
    return { info, ...loaded };
  } catch (cause) {
    await session?.release();
    throw toLoadError(cause, { path: graphPath, signal, timeoutMs: options.timeoutMs });
  }
}

/** Everything that the files say. */
type ReadModel = Awaited<ReturnType<typeof readModel>>;

async function readModel(graphPath: string, options: LoadOptions) {
  const facts = await onnxFormat.readFacts(graphPath);
  const files = findBeside(graphPath);
  const folder = await readOnnxFolder(files);
  const vocabulary = await readVocabulary(files, folder);
  const template = await chooseTemplate(folder.chatTemplate, options);
  const availableBytes = readAvailableMemory();
  const { contextTokens, parallel, memoryLimitBytes: limitBytes } = options;
  const offer = { availableBytes, heldBytes: PROCESS_BYTES, limitBytes };
  const context = fitContext(facts.memory, { contextTokens, parallel }, offer);
  return { facts, folder, vocabulary, template, context, availableBytes };
}

interface Opened {
  readonly path: string;
  readonly device: Device;
  readonly tuned: TunedSession;
  readonly warnings: readonly Warning[];
}

function describeModel({ facts, context }: ReadModel, { path: graphPath, device, tuned, warnings }: Opened): ModelInfo {
  return {
    engine: "onnx",
    device,
    deviceName: device === "cpu" ? processorName() : undefined,
    architecture: facts.architecture,
    quantisation: describeQuantisation(quantisationOf(graphPath), tuned.plan),
    sizeBytes: facts.memory.weightsBytes,
    contextTokens: context.contextTokens,
    trainedContextTokens: context.trainedContextTokens,
    kvBytesPerToken: context.kvBytesPerToken,
    threads: device === "cpu" ? tuned.plan.threads : undefined,
    threadsSource: tuned.source,
    engineVersion: readRuntimeVersion(),
    warnings: [...context.warnings, ...tuned.warnings, ...warnings],
  };
}

/** Answers differ a little between products in 8 bits and exact ones, so a report is to name them. */
function describeQuantisation(stored: string | undefined, { int8 }: GraphPlan): string | undefined {
  return int8 ? `${stored ?? "packed"}, products in int8` : stored;
}

/** Opens a graph for a graphics card as it stands, for the processor in the way that is fastest. */
async function openGraph(device: Device | undefined, options: TuningOptions): Promise<TunedSession> {
  if (device !== "gpu") return openTuned(options);
  const staysOnGpu = (output: string) => isCacheOutput(output, options.config);
  const session = options.runtime.createSession({ path: options.path }, { threads: options.asked ?? 1, staysOnGpu });
  await warmUp(session, options);
  return { session, plan: { threads: 1, int8: false }, source: undefined, warnings: [] };
}

/** A card's programs are made for a prompt and for a single token when they are first needed, which takes seconds. */
async function warmUp(session: Session, { runtime, config }: TuningOptions): Promise<void> {
  if (!isDecoder(session, config)) return;
  const decoder = await createDecoder({ ...runtime, copiesTensors: true }, session, config);
  const cache = decoder.createCache();
  await decoder.compute(cache, [1, 1]);
  await decoder.compute(cache, [1]);
  cache.cut(0);
}

function refuseUnsupported({ gpuLayers, cacheType }: LoadOptions): void {
  if ((gpuLayers ?? 0) > 0)
    throw new AssayError({
      code: "unsupported",
      message: "An ONNX graph is computed on one device as a whole: no number of layers can be put on a GPU.",
      hint: "Leave the layers out and choose the device gpu, or choose a GGUF file of the model.",
    });
  if (cacheType === undefined || cacheType === "f16") return;
  throw new AssayError({
    code: "unsupported",
    message: `ONNX models keep keys and values as their graph says, not as ${cacheType}.`,
    hint: "Leave the cache type out.",
  });
}
