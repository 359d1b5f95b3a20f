import type { LoopDelay } from "../../src/bench/loop-delay.ts";
import { recordSample } from "../../src/bench/record-sample.ts";
import { AssayError } from "../../src/core/errors.ts";
import { createModelServer, describeParts, type ModelServer } from "../../src/engines/hosted/link/serve-model.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { PageJob } from "../../src/wire/assay/page-bench.ts";
import { openOnBestDevice } from "../page-models/choose-device.ts";
import { browserName, readBrowserDevice } from "../page-models/device.ts";
import { listPageModels } from "../page-models/list-page-models.ts";
import type { PageLoadedModel } from "../page-models/open-page-model.ts";
import { sessionHeaders } from "../shell/session.ts";
import type { MeasureState } from "./measure-state.ts";
import { readClockStep } from "./read-clock-step.ts";
import { report } from "./report.ts";
import { sayAnswer } from "./say-answer.ts";

type LoadJob = Extract<PageJob, { readonly type: "load" }>;
type RecordJob = Extract<PageJob, { readonly type: "record" }>;

export interface LoadedHere {
  readonly loaded: PageLoadedModel;
  /** Answers the benchmark's questions to the model. */
  readonly server: ModelServer;
}

interface LoadContext {
  readonly stopped: AbortSignal;
  readonly onState: (state: MeasureState) => void;
}

/** Loads a model of the benchmark, on the device that is fastest for it, and tells what it runs in. */
export async function loadHere(
  { id, model: name, settings }: LoadJob,
  { stopped, onState }: LoadContext,
): Promise<LoadedHere> {
  const [listed] = await listPageModels(name);
  if (listed === undefined)
    throw new AssayError({ code: "model-missing", message: `The benchmark does not give the files of ${name}.` });
  const { loaded, downloadedBytes } = await openOnBestDevice(listed, {
    headers: await sessionHeaders(),
    ...settings,
    signal: stopped,
    onProgress(progress) {
      const ratio = progress.phase === "download" ? progress.ratio : undefined;
      onState({ type: "loading", model: name, phase: progress.phase, ratio });
    },
  });
  const { info, figures } = loaded;
  const parts = describeParts(loaded);
  if (parts.chat === undefined) {
    await loaded[Symbol.asyncDispose]();
    throw new AssayError({ code: "unsupported", message: `${name} answers no conversations.` });
  }
  const { gpu, isIsolated } = await readBrowserDevice();
  const page = {
    browser: browserName(),
    clockStepMs: readClockStep(),
    isIsolated,
    ...(gpu.isAvailable && { adapter: gpu.name }),
    downloadedBytes,
    warmUpMs: figures.warmUpMs,
  };
  await report({ type: "loaded", id, info: { ...info }, page, chat: { ...parts.chat, id: name } });
  onState({ type: "measuring", model: name, device: info.deviceName ?? page.browser, done: 0 });
  return {
    loaded,
    server: createModelServer({ model: () => loaded, say: sayAnswer, toSent: (vector) => [...vector] }),
  };
}

interface RecordContext {
  readonly models: ReadonlyMap<number, LoadedHere>;
  readonly delay: LoopDelay;
  readonly stopped: AbortSignal;
}

/** Makes a request and sends its sample, stamped with the page's clock. */
export async function recordHere(
  { id, model, cell, request, timeLimitMs }: RecordJob,
  { models, delay, stopped }: RecordContext,
): Promise<void> {
  const chat = models.get(model)?.loaded.chat;
  if (chat === undefined) throw notLoaded();
  using window = delay.open();
  const sample = await recordSample({ cell, chat, request, clock: systemClock, signal: stopped, timeLimitMs });
  await report({
    type: "recorded",
    id,
    sample: { ...sample, timeline: { ...sample.timeline }, loopDelayMs: window.readMs() },
  });
}

export function notLoaded(): AssayError {
  return new AssayError({ code: "model-crashed", message: "The model is not loaded in this page any more." });
}
