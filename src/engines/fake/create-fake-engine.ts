import type { Engine } from "../../core/engine.ts";
import { type Clock, systemClock } from "../../lib/clock.ts";
import { loadFakeModel } from "./load-model.ts";

export interface FakeEngineOptions {
  /** Passes the time between tokens; a fake clock makes every script instant. */
  readonly clock?: Clock | undefined;
  /** Effect of a script's `crash`; default: the request throws `model-crashed`, as a dead process would. */
  readonly crash?: (() => void) | undefined;
}

/**
 * Creates the engine that answers every request with the tokens of a script, at the script's pace.
 *
 * It takes the place of a model wherever none is at hand or its timing must be known beforehand. Its chat model honours
 * `maxTokens`, `stop`, `contextTokens`, `parallel` and the signal; temperature and seed change nothing, since
 * a script has only one answer.
 */
export function createFakeEngine({ clock = systemClock, crash }: FakeEngineOptions = {}): Engine {
  return {
    name: "fake",
    capabilities: { chat: true, embedding: false, native: false },
    probe: async () => ({ available: true, devices: [{ device: "cpu", available: true }] }),
    load: (source, options = {}) => loadFakeModel(source, options, { clock, crash }),
  };
}
