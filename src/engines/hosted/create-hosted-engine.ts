import type { Engine, EngineProbe } from "../../core/engine.ts";
import { toAssayError } from "../../core/errors.ts";
import { systemClock } from "../../lib/clock.ts";
import { endSentence } from "../../lib/end-sentence.ts";
import { engineDefinition } from "../engines.ts";
import { loadTooSlow } from "./errors.ts";
import type { HostedEngineOptions, HostedRuntime } from "./hosted-runtime.ts";
import { loadHostedModel } from "./load-model.ts";
import { ModelProcess } from "./model-process.ts";

/**
 * Creates an engine that runs each model of another engine in a child process of its own.
 *
 * A crash, an endless load, a blocked event loop and too much memory end that child only: its requests fail with
 * `model-crashed`, `timeout` or `out-of-memory`, later ones with `model-crashed`; nothing is loaded again by itself.
 * The child never outlives this process. What a user's module starts by itself, it must end by itself.
 */
export function createHostedEngine(options: HostedEngineOptions): Engine {
  const runtime: HostedRuntime = {
    engine: options.engine,
    engineOptions: options.engineOptions ?? {},
    env: options.env ?? process.env,
    fork: options.fork,
    clock: options.clock ?? systemClock,
    loadTimeoutMs: options.loadTimeoutMs ?? 120_000,
    unresponsiveMs: options.unresponsiveMs ?? 60_000,
    blockedMs: options.blockedMs ?? 5_000,
    unloadMs: options.unloadMs ?? 2_000,
    memoryPollMs: options.memoryPollMs ?? 100,
  };
  return {
    name: options.engine,
    // Nothing foreign runs in this process.
    capabilities: { ...engineDefinition(options.engine).capabilities, native: false },
    probe: () => probeInChild(runtime),
    load: (source, loadOptions = {}) => loadHostedModel(source, loadOptions, runtime),
  };
}

async function probeInChild(runtime: HostedRuntime): Promise<EngineProbe> {
  const { engine, engineOptions, clock, loadTimeoutMs } = runtime;
  const child = new ModelProcess(runtime);
  const answered = new AbortController();
  void clock.sleep(loadTimeoutMs, answered.signal).then(() => {
    if (!answered.signal.aborted) child.end(loadTooSlow(loadTimeoutMs));
  });
  try {
    return (await child.request({ type: "probe", engine, engineOptions })) as EngineProbe;
  } catch (error) {
    const { message, hint } = toAssayError(error);
    return { available: false, hint: `${endSentence(message)} ${hint ?? ""}`.trimEnd(), devices: [] };
  } finally {
    answered.abort();
    await child.unload();
  }
}
