import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { loadLibrary } from "../../native/load-library.ts";
import { readGpuFailure } from "../graph/errors.ts";
import type { Runtime, Session } from "../graph/runtime.ts";
import { bindFunctions, type NativeFunctions, type Pointer } from "./bind-functions.ts";
import { createNativeSession } from "./native-session.ts";
import { createNativeValues, type NativeLibrary, NativeTensor } from "./native-tensor.ts";

/** ONNX Runtime in this process. */
export interface NodeRuntime extends Runtime {
  /** Why nothing can be computed by WebGPU here; undefined when something can. */
  whyNoGpu(): string | undefined;
  createSession(graph: GraphSource, settings: SessionSettings): Session;
}

/** A graph as a file, or as the bytes of one whose further weights lie in a folder. */
export type GraphSource = { readonly path: string } | { readonly bytes: Uint8Array; readonly folder: string };

export interface SessionSettings {
  readonly threads: number;
  /** Computes on a graphics card by WebGPU, where the outputs that this names stay; absent: on the processor. */
  readonly staysOnGpu?: ((output: string) => boolean) | undefined;
}

/** Results say what went wrong: only what ends the process is written out. */
const FATAL = 4;

/** Name of the provider that computes on graphics cards. */
const WEBGPU = "WebGPU";

let opened: NodeRuntime | undefined;

/** Opens ONNX Runtime, once per process. @throws Error when it is not installed or does not load here */
export function openRuntime(): NodeRuntime {
  opened ??= open();
  return opened;
}

function open(): NodeRuntime {
  const file = findLibrary();
  const native = bindFunctions(loadLibrary(file));
  const environment = native.createEnvironment(FATAL, "assay");
  const library = { native, values: createNativeValues(native) };
  return {
    Tensor: NativeTensor,
    whyNoGpu: () => tryGpu(native),
    createSession: (graph, settings) =>
      createNativeSession(library, createSession({ ...library, environment }, graph, settings), settings.staysOnGpu),
  };
}

function createSession(
  { native, environment }: NativeLibrary & { readonly environment: Pointer },
  graph: GraphSource,
  { threads, staysOnGpu }: SessionSettings,
): Pointer {
  const settings = native.createSettings();
  try {
    native.setSeverity(settings, FATAL);
    native.setThreads(settings, threads);
    if (staysOnGpu !== undefined) native.addProvider(settings, WEBGPU, null, null, 0);
    if ("path" in graph) return native.createSession(environment, graph.path, settings);
    native.setConfig(settings, "session.model_external_initializers_file_folder_path", graph.folder);
    return native.createSessionOfBytes(environment, graph.bytes, graph.bytes.length, settings);
  } finally {
    native.freeSettings(settings);
  }
}

/** Looks for an adapter by asking for the provider. */
function tryGpu(native: NativeFunctions): string | undefined {
  const settings = native.createSettings();
  try {
    native.addProvider(settings, WEBGPU, null, null, 0);
    return undefined;
  } catch (cause) {
    return readGpuFailure(cause);
  } finally {
    native.freeSettings(settings);
  }
}

/** The library inside the package onnxruntime-node, which brings those of all systems. */
function findLibrary(): string {
  const root = path.dirname(createRequire(import.meta.url).resolve("onnxruntime-node/package.json"));
  const folder = path.join(root, "bin", "napi-v6", process.platform, process.arch);
  const name = readdirSync(folder).find((one) => /^(libonnxruntime\.(so|[\d.]*dylib)|onnxruntime\.dll$)/.test(one));
  if (name === undefined) throw new Error(`there is no library in ${folder}`);
  return path.join(folder, name);
}
