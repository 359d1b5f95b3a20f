import koffi from "koffi";
import type { Llama } from "./open-llama.ts";
import { type Pointer, type ThreadPoolParams, threadPoolParams } from "./structs.ts";

/**
 * Helper threads that stay, so that a step need not start its own. They sleep between steps: by default each would look
 * for work for a tenth of a second after every step, also those that the step did not use, and keep a processor from
 * whoever takes the tokens.
 */
export interface ThreadPool {
  readonly pointer: Pointer;
  free(): void;
}

const createPrototype = koffi.proto("ggml_threadpool_new", "void *", [koffi.pointer(threadPoolParams)]);
const freePrototype = koffi.proto("ggml_threadpool_free", "void", ["void *"]);
const cpuType = 0;

/** Creates helper threads of the processor's backend; undefined where one thread needs none, or the backend has none. */
export function createThreadPool({ native }: Llama, threads: number): ThreadPool | undefined {
  if (threads < 2) return undefined;
  const device = native.deviceByType(cpuType);
  if (device === null) return undefined;
  const registry = native.deviceRegistry(device);
  const create = native.backendAddress(registry, "ggml_threadpool_new");
  const free = native.backendAddress(registry, "ggml_threadpool_free");
  if (create === null || free === null) return undefined;
  const params: ThreadPoolParams = { ...native.threadPoolDefaults(threads), poll: 0 };
  const pointer = koffi.call(create, createPrototype, params) as Pointer | null;
  if (pointer === null) return undefined;
  return { pointer, free: () => void koffi.call(free, freePrototype, pointer) };
}
