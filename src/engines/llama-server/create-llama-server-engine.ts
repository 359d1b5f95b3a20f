import type { Engine } from "../../core/engine.ts";
import { createConnector } from "../../http/node/create-connector.ts";
import { DEFAULT_TIME_LIMITS, type TimeLimits } from "../../http/time-limits.ts";
import { type Clock, systemClock } from "../../lib/clock.ts";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import { readAvailableMemory } from "../../system/available-memory.ts";
import { findFreePort } from "../../system/find-free-port.ts";
import { findBinary } from "./find-binary.ts";
import type { ServerCommand } from "./keep-server.ts";
import { probeLlamaServer } from "./probe.ts";
import type { LlamaServerRuntime } from "./runtime.ts";

export interface LlamaServerEngineOptions {
  /** Holds PATH, and is the server's own; default: the environment of the process. */
  readonly env?: EnvironmentVariables | undefined;
  readonly clock?: Clock | undefined;
  /** Of requests; what is left out keeps its default. */
  readonly limits?: Partial<TimeLimits> | undefined;
  /** The user's llama-server: a path, or a name on PATH; default: the first on PATH. */
  readonly binary?: string | undefined;
  /** Run in place of `binary`. */
  readonly command?: ServerCommand | undefined;
  readonly findPort?: (() => Promise<number>) | undefined;
  /** Memory that a model may take now; default: what the system says. */
  readonly availableMemoryBytes?: (() => number) | undefined;
  /** Longest load when the load itself says no `timeoutMs`; default 120,000. */
  readonly loadTimeoutMs?: number | undefined;
  /** Longest time that the server may take to end by itself; default 2,000. */
  readonly unloadMs?: number | undefined;
}

/**
 * Creates the engine that runs each GGUF file in a `llama-server` process of the user's own llama.cpp.
 *
 * The process listens on this machine only, wants a key that nobody else has, and does not outlive this process.
 */
export function createLlamaServerEngine(options: LlamaServerEngineOptions = {}): Engine {
  const { env = process.env, binary, command } = options;
  const runtime: LlamaServerRuntime = {
    env,
    connect: createConnector(env),
    clock: options.clock ?? systemClock,
    limits: { ...DEFAULT_TIME_LIMITS, ...options.limits },
    findCommand: () => command ?? findBinary(env, binary),
    findPort: options.findPort ?? findFreePort,
    availableMemoryBytes: options.availableMemoryBytes ?? readAvailableMemory,
    loadTimeoutMs: options.loadTimeoutMs ?? 120_000,
    unloadMs: options.unloadMs ?? 2_000,
  };
  return {
    name: "llama-server",
    capabilities: { chat: true, embedding: true, native: false },
    probe: () => probeLlamaServer(runtime),
    load: async (source, loadOptions = {}) =>
      (await import("./load-model.ts")).loadLlamaServerModel(source, loadOptions, runtime),
  };
}
