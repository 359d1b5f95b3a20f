// The entry of a model's own worker: gets the files, loads the model, answers the page. The page ends it, whatever happens.
import type { LoadedModel } from "../../src/core/engine.ts";
import { toErrorRecord } from "../../src/core/errors.ts";
import { createModelServer, describeParts } from "../../src/engines/hosted/link/serve-model.ts";
import { requireDevice } from "./device.ts";
import { downloadModel } from "./download-model.ts";
import { loadGguf } from "./load-gguf.ts";
import { loadOnnx } from "./load-onnx.ts";
import type { FromWorker, LoadedInWorker, LoadProgress, ToWorker } from "./messages.ts";
import type { PageModel } from "./page-model.ts";
import { warmUp } from "./warm-up.ts";

const RUNTIMES = new URL("runtimes", location.href).href;

let loaded: LoadedModel | undefined;
const loading = new AbortController();
const server = createModelServer({ model: () => loaded, say, toSent: (vector) => vector });

self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  // Has no answer of its own: it carries the id of the request that it ends, whose answer is on its way.
  if (data.type === "cancel") {
    loading.abort();
    server.cancel(data.id);
    return;
  }
  answer(data).then(
    (value) => say({ type: "done", id: data.id, value }),
    (error: unknown) => say({ type: "failed", id: data.id, error: toErrorRecord(error) }),
  );
});

async function answer(message: Exclude<ToWorker, { readonly type: "cancel" }>): Promise<unknown> {
  return message.type === "load" ? load(message) : server.answer(message);
}

async function load({ id, model, settings }: ToWorker & { readonly type: "load" }): Promise<LoadedInWorker> {
  const report = (progress: LoadProgress) => say({ type: "load-progress", id, progress });
  const { signal } = loading;
  const deviceName = await requireDevice(settings.device, model.format);
  const begunMs = performance.now();
  const { files, downloadedBytes } = await downloadModel(model, {
    signal,
    keep: settings.keep,
    headers: settings.headers,
    onProgress: reportFiles(model, report),
  });
  const gotMs = performance.now();
  report({ phase: "load" });
  const loadFormat = model.format === "gguf" ? loadGguf : loadOnnx;
  loaded = await loadFormat({ model, settings, files, runtimes: RUNTIMES, deviceName, signal });
  const loadedMs = performance.now();
  report({ phase: "warm-up" });
  const { warmUpMs, msPerToken } = await warmUp(loaded, settings.measure);
  return {
    info: loaded.info,
    ...describeParts(loaded),
    figures: { downloadedBytes, downloadMs: gotMs - begunMs, loadMs: loadedMs - gotMs, warmUpMs, msPerToken },
  };
}

/** Pieces of a file come faster than anybody can look. */
const REPORT_EVERY_MS = 50;

function reportFiles(model: PageModel, report: (progress: LoadProgress) => void) {
  const got = new Map<string, number>();
  const allBytes = model.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let saidMs = 0;
  return ({ name, sizeBytes }: PageModel["files"][number], loadedBytes: number) => {
    got.set(name, loadedBytes);
    const nowMs = performance.now();
    if (loadedBytes < sizeBytes && nowMs - saidMs < REPORT_EVERY_MS) return;
    saidMs = nowMs;
    const gotBytes = [...got.values()].reduce((sum, bytes) => sum + bytes, 0);
    report({ phase: "download", file: name, loadedBytes, totalBytes: sizeBytes, ratio: gotBytes / allBytes });
  };
}

function say(message: FromWorker): void {
  self.postMessage(message);
}
