import { AssayError, toErrorRecord } from "../../src/core/errors.ts";
import type { ModelQuestion } from "../../src/engines/hosted/link/protocol.ts";
import { type PageJob, pageJobSchema } from "../../src/wire/assay/page-bench.ts";
import { askLines } from "../shell/ask-service.ts";
import { type LoadedHere, loadHere, notLoaded, recordHere } from "./do-job.ts";
import { type MeasureState, state } from "./measure-state.ts";
import { report } from "./report.ts";
import { sayAnswer } from "./say-answer.ts";
import { watchTab } from "./watch-tab.ts";

type AskJob = Extract<PageJob, { readonly type: "ask" }>;
type Job = Extract<PageJob, { readonly type: "load" | "record" }>;

/** Does the jobs of a benchmark until it says that it is done. Never rejects: what goes wrong is shown. */
export async function measureForBench(): Promise<void> {
  state.value = { type: "connecting" };
  const models = new Map<number, LoadedHere>();
  const running = new Map<number, AbortController>();
  using tab = watchTab();

  async function doJob(job: Job): Promise<void> {
    const controller = new AbortController();
    running.set(job.id, controller);
    const onState = (next: MeasureState) => {
      state.value = next;
    };
    try {
      if (job.type === "load") models.set(job.id, await loadHere(job, { stopped: controller.signal, onState }));
      else await recordHere(job, { models, delay: tab.delay, stopped: controller.signal });
      if (job.type === "record" && state.value.type === "measuring")
        state.value = { ...state.value, done: state.value.done + 1 };
    } catch (error) {
      await report({ type: "failed", id: job.id, error: toErrorRecord(error) });
    } finally {
      running.delete(job.id);
    }
  }

  try {
    let isDone = false;
    for await (const job of askLines("/assay/v1/page-bench/jobs", pageJobSchema))
      switch (job.type) {
        case "beat":
          break;
        case "load":
        case "record":
          // Not waited for, so that a stop is heard.
          doJob(job).catch(fail);
          break;
        case "ask":
          answer(job, models);
          break;
        case "unload":
          await models.get(job.model)?.loaded[Symbol.asyncDispose]();
          models.delete(job.model);
          break;
        case "stop":
          running.get(job.id)?.abort();
          for (const { server } of models.values()) server.cancel(job.id);
          break;
        case "end":
          isDone = true;
          break;
        default:
          job satisfies never;
      }
    if (!isDone) throw benchmarkLeft();
    state.value = { type: "done" };
  } catch (error) {
    fail(error);
  } finally {
    for (const controller of running.values()) controller.abort();
    for (const { loaded } of models.values()) await loaded[Symbol.asyncDispose]();
  }
}

/** Answers a question to a model; the answers follow each other as they come. */
function answer({ id, model, question }: AskJob, models: ReadonlyMap<number, LoadedHere>): void {
  const asked = models.get(model)?.server.answer({ ...(question as ModelQuestion), id }) ?? Promise.reject(notLoaded());
  asked.then(
    (value) => sayAnswer({ type: "done", id, value }),
    (error: unknown) => sayAnswer({ type: "failed", id, error: toErrorRecord(error) }),
  );
}

function fail(error: unknown): void {
  state.value = { type: "failed", error };
}

function benchmarkLeft(): AssayError {
  return new AssayError({
    code: "service-unavailable",
    message: "The benchmark has ended, or cannot be reached any more.",
    hint: "Go on with: assay bench --resume latest",
  });
}
