import type { Engine } from "../../core/engine.ts";
import { systemClock } from "../../lib/clock.ts";
import type { CustomEngineOptions, CustomRuntime } from "./custom-runtime.ts";
import { loadCustomModel } from "./load-model.ts";

/**
 * Creates the engine that runs a user's own module: `load(weightsPath, options)`, if it has it, and
 * `generate(prompt or messages, params)`, which returns a text, a promise of one, or texts one after the other.
 *
 * The module runs with all rights of this process, so only after the user has said yes to its content. Tokens are
 * not known: deltas and usage carry no counts, `maxTokens` is the module's to honour, and every answer that is not
 * stopped from outside finishes with `stop`. A module that never gives way to other code cannot be interrupted in the
 * same process: host it.
 */
export function createCustomEngine(options: CustomEngineOptions = {}): Engine {
  const runtime: CustomRuntime = {
    trustFile: options.trustFile,
    timeLimitMs: options.timeLimitMs ?? 120_000,
    closeLimitMs: options.closeLimitMs ?? 5_000,
    onStuck: options.onStuck ?? (() => {}),
    clock: options.clock ?? systemClock,
  };
  return {
    name: "custom",
    capabilities: { chat: true, embedding: false, native: true },
    probe: async () => ({ available: true, devices: [{ device: "cpu", available: true }] }),
    load: (source, loadOptions = {}) => loadCustomModel(source, loadOptions, runtime),
  };
}
