import type { Engine } from "../../core/engine.ts";
import type { KeyRing } from "../../http/api-key.ts";
import { DEFAULT_TIME_LIMITS, type TimeLimits } from "../../http/time-limits.ts";
import type { Connect } from "../../http/transport.ts";
import { type Clock, systemClock } from "../../lib/clock.ts";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";

export interface OpenAiEngineOptions extends Pick<KeyRing, "mayUseKey"> {
  /** Opens connections: `createConnector(env)` on Node, `createFetchConnector()` on a page. */
  readonly connect: Connect;
  /** Holds the keys of endpoints; default: none. */
  readonly env?: EnvironmentVariables | undefined;
  /** Times limits and pauses. */
  readonly clock?: Clock | undefined;
  /** Tells whoever waits that a request is tried again. */
  readonly notify?: ((message: string) => void) | undefined;
  /** Limits that are left out keep their defaults. */
  readonly limits?: Partial<TimeLimits> | undefined;
}

/** Creates the engine for models behind an OpenAI-compatible endpoint. */
export function createOpenAiEngine(options: OpenAiEngineOptions): Engine {
  const { connect, env = {}, mayUseKey, clock = systemClock, notify, limits } = options;
  const runtime = { connect, env, mayUseKey, clock, notify, limits: { ...DEFAULT_TIME_LIMITS, ...limits } };
  return {
    name: "openai",
    capabilities: { chat: true, embedding: true, native: false },
    // Whether an endpoint answers is seen when it is asked; the engine itself needs nothing.
    probe: async () => ({ available: true, devices: [] }),
    // The decoders are of no use to whoever runs files only.
    load: async (source, loadOptions = {}) =>
      (await import("./load-model.ts")).loadOpenAiModel(source, loadOptions, runtime),
  };
}
