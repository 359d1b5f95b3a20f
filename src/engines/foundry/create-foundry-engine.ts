import type { Engine } from "../../core/engine.ts";
import { createConnector } from "../../http/node/create-connector.ts";
import { DEFAULT_TIME_LIMITS, type TimeLimits } from "../../http/time-limits.ts";
import { type Clock, systemClock } from "../../lib/clock.ts";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import { findExecutables } from "../../system/find-executables.ts";
import { isOwnExecutable } from "./is-own-executable.ts";
import type { FoundryRuntime } from "./load-model.ts";
import { probeFoundry } from "./probe.ts";
import { type RunFoundry, runFoundry } from "./run-foundry.ts";

export interface FoundryEngineOptions {
  /** Holds PATH, proxies and authorities; default: the environment of the process. */
  readonly env?: EnvironmentVariables | undefined;
  readonly clock?: Clock | undefined;
  /** Limits that are left out keep their defaults. */
  readonly limits?: Partial<TimeLimits> | undefined;
  /** Finds every program `foundry`; default: on PATH. */
  readonly findPrograms?: ((env: EnvironmentVariables) => readonly string[]) | undefined;
  /** Whether such a program is Assay's own. */
  readonly isOwn?: ((path: string) => boolean) | undefined;
  readonly run?: RunFoundry | undefined;
}

/** Creates the engine for models of a real Foundry Local service, of the classic or the v1.x generation. */
export function createFoundryEngine(options: FoundryEngineOptions = {}): Engine {
  const { env = process.env } = options;
  const runtime: FoundryRuntime = {
    env,
    connect: createConnector(env),
    clock: options.clock ?? systemClock,
    limits: { ...DEFAULT_TIME_LIMITS, ...options.limits },
    findPrograms: options.findPrograms ?? ((own) => findExecutables("foundry", { env: own })),
    isOwn: options.isOwn ?? isOwnExecutable,
    run: options.run ?? runFoundry,
  };
  return {
    name: "foundry",
    capabilities: { chat: true, embedding: true, native: false },
    probe: () => probeFoundry(runtime),
    load: async (source, loadOptions = {}) =>
      (await import("./load-model.ts")).loadFoundryModel(source, loadOptions, runtime),
  };
}
