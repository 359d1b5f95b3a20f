import { signal } from "@preact/signals";
import { downloadEventSchema, type ModelDownloadEvent } from "../../src/wire/assay/download-model.ts";
import { loadEventSchema } from "../../src/wire/assay/load-model.ts";
import { unloadResultSchema } from "../../src/wire/assay/unload-model.ts";
import { refreshCatalog } from "../catalog/catalog.ts";
import { askLines, askService } from "../shell/ask-service.ts";
import { asPageError, PageError } from "../shell/page-error.ts";
import { refreshLoaded } from "./loaded.ts";

type DownloadProgress = Extract<ModelDownloadEvent, { type: "progress" }>;

/** Something that is done with a model, or was not done to its end. */
export type Job =
  | {
      readonly type: "downloading";
      readonly file?: string | undefined;
      readonly progress?: DownloadProgress | undefined;
      /** Anything unusual, such as that somebody else downloads it already. */
      readonly note?: string | undefined;
      readonly stop: () => void;
    }
  | { readonly type: "loading"; readonly ratio: number; readonly stop: () => void }
  | { readonly type: "unloading" }
  /** A download that was stopped here; the next one goes on from there. */
  | { readonly type: "stopped"; readonly progress?: DownloadProgress | undefined }
  | { readonly type: "failed"; readonly error: PageError; readonly again: () => void };

/** What is done with each model, by its id. It goes on while another room is open. */
export const jobs = signal<ReadonlyMap<string, Job>>(new Map());

/** The last thing that happened, for those who do not see it. */
export const announcement = signal("");

/** Downloads a model, from where an earlier download was stopped. */
export function downloadModel(id: string): void {
  const leave = new AbortController();
  let job: Extract<Job, { type: "downloading" }> = { type: "downloading", stop: () => leave.abort() };
  const change = (changes: Partial<typeof job>) => {
    job = { ...job, ...changes };
    setJob(id, job);
  };
  const run = async () => {
    const call = { method: "POST", body: { model: id }, signal: leave.signal } as const;
    for await (const event of askLines("/assay/v1/models/download", downloadEventSchema, call)) {
      if (event.type === "downloaded") return;
      if (event.type === "failed") throw toPageError(event.error);
      change(toChange(event));
    }
    throw cutOff();
  };
  change({});
  announcement.value = `Downloading ${id}`;
  run()
    .then(
      () => end(id, `${id} is here`),
      (error: unknown) => {
        if (!leave.signal.aborted) fail(id, error, () => downloadModel(id));
        else setJob(id, { type: "stopped", progress: job.progress });
      },
    )
    .finally(refreshCatalog);
}

/** Loads a model; idle ones make room where it takes that. */
export function loadModel(id: string): void {
  const leave = new AbortController();
  const show = (ratio: number) => setJob(id, { type: "loading", ratio, stop: () => leave.abort() });
  const run = async () => {
    const call = { method: "POST", body: { model: id }, signal: leave.signal } as const;
    for await (const event of askLines("/assay/v1/models/load", loadEventSchema, call)) {
      if (event.type === "loaded") return;
      if (event.type === "failed") throw toPageError(event.error);
      show(event.ratio);
    }
    throw cutOff();
  };
  show(0);
  announcement.value = `Loading ${id}`;
  run().then(
    () => refreshLoaded().finally(() => end(id, `${id} is loaded`)),
    (error: unknown) => (leave.signal.aborted ? end(id, "") : fail(id, error, () => loadModel(id))),
  );
}

/** Unloads a model, also one that was loaded to stay: who presses the button means it. */
export function unloadModel(id: string): void {
  setJob(id, { type: "unloading" });
  askService("/assay/v1/models/unload", unloadResultSchema, { method: "POST", body: { model: id, force: true } })
    .then(() => refreshLoaded())
    .then(
      () => end(id, `${id} is unloaded`),
      (error: unknown) => fail(id, error, () => unloadModel(id)),
    );
}

/** Takes away the remark that a job has left. */
export function forgetJob(id: string): void {
  end(id, "");
}

function end(id: string, words: string): void {
  jobs.value = new Map([...jobs.value].filter(([other]) => other !== id));
  announcement.value = words;
}

function fail(id: string, error: unknown, again: () => void): void {
  setJob(id, { type: "failed", error: asPageError(error), again });
}

function setJob(id: string, job: Job): void {
  jobs.value = new Map([...jobs.value, [id, job]]);
}

function toPageError({ code, message, hint }: { code: string; message: string; hint?: string | undefined }): PageError {
  return new PageError(code, message, hint);
}

function cutOff(): PageError {
  return new PageError("unreachable", "The service ended before the work was done.", "Start it: assay service start");
}

type RunningEvent = Exclude<ModelDownloadEvent, { type: "downloaded" | "failed" }>;

function toChange(event: RunningEvent): Partial<Extract<Job, { type: "downloading" }>> {
  switch (event.type) {
    case "waiting":
      return { note: `Waiting: ${event.owner}` };
    case "started":
      return { file: event.file, note: undefined };
    case "progress":
      return { progress: event, note: undefined };
    case "retrying":
      return { note: `${event.because}; trying again, ${event.attempt} of ${event.attempts}` };
    case "restarted":
      return { note: `Beginning anew: ${event.because}` };
    case "verifying":
      return { file: event.file, note: `Verifying ${event.file}` };
    default:
      return event satisfies never;
  }
}
