import koffi from "koffi";
import type { Llama } from "./open-llama.ts";
import { type Pointer, type ThreadPoolParams, threadPoolParams } from "./structs.ts";

/**
 * Helper threads that stay, so that a step need not start its own. After a step they look for work for some milliseconds,
 * which is longer than the next token needs to be picked, then sleep: by default each would go on for a tenth of a second
 * and keep a processor from whoever takes the tokens.
 */
export interface ThreadPool {
  readonly pointer: Pointer;
  free(): void;
}

const createPrototype = koffi.proto("ggml_threadpool_new", "void *", [koffi.pointer(threadPoolParams)]);
const freePrototype = koffi.proto("ggml_threadpool_free", "void", ["void *"]);
const cpuType = 0;
/** In units of the library: 131,072 looks. */
const shortestPoll = 1;

/** Creates helper threads of the processor's backend; undefined where one thread needs none, or the backend has none. */
export function createThreadPool({ native }: Llama, threads: number): ThreadPool | undefined {
  if (threads < 2) return undefined;
  const device = native.deviceByType(cpuType);
  if (device === null) return undefined;
  const registry = native.deviceRegistry(device);
  const create = native.backendAddress(registry, "ggml_threadpool_new");
  const free = native.backendAddress(registry, "ggml_threadpool_free");
  if (create === null || free === null) return undefined;
  const params: ThreadPoolParams = { ...native.threadPoolDefaults(threads), poll: shortestPoll };
  const pointer = koffi.call(create, createPrototype, params) as Pointer | null;
  if (pointer === null) return undefined;
  return { pointer, free: () => void koffi.call(free, freePrototype, pointer) };
}
