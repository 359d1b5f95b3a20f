import { AssayError } from "../../core/errors.ts";
import { type Exchange, isLast, type Listener, passAnswer } from "../../engines/hosted/link/model-link.ts";
import type { ModelAnswer, ModelQuestion } from "../../engines/hosted/link/protocol.ts";
import { createEventQueue, type EventQueue } from "../../lib/event-queue.ts";
import type { PageJob, PageReport } from "../../wire/assay/page-bench.ts";
import { HttpError } from "../app/http-error.ts";

/** A page that is awake tells so every three seconds, and a browser that saves power lets none do anything for a minute. */
const SILENCE_MS = 20_000;
const BEAT_MS = 5_000;

type Question = WithoutId<Extract<PageJob, { readonly id: number }>>;
type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;
type Answer = Extract<PageReport, { readonly type: "loaded" | "recorded" }>;

/** Hears the answers to a question. */
interface Asked {
  readonly model: number;
  readonly listener: Listener;
}

interface Pending {
  readonly type: PageJob["type"];
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: AssayError) => void;
  readonly onProgress?: ((ratio: number) => void) | undefined;
}

/** The page that measures, seen from here: jobs go to it in one long answer, and each report comes as a request. */
export class PageLink implements Disposable {
  readonly #pending = new Map<number, Pending>();
  readonly #asked = new Map<number, Asked>();
  #jobs: EventQueue<PageJob> | undefined;
  #here = Promise.withResolvers<void>();
  #lastId = 0;
  #heardAtMs = 0;
  #watch: NodeJS.Timeout | undefined;

  /** A page has come. @throws HttpError 409 while there is another one */
  connect(): EventQueue<PageJob> {
    if (this.#jobs !== undefined)
      throw new HttpError(
        409,
        "page_busy",
        "Another tab measures already. Close one of the two, then load this again.",
      );
    const jobs = createEventQueue<PageJob>();
    this.#jobs = jobs;
    this.#heardAtMs = Date.now();
    this.#watch = setInterval(() => this.#look(), BEAT_MS);
    this.#here.resolve();
    return jobs;
  }

  /** The page of these jobs has left. It may have been given up before, and another one be here now. */
  leave(jobs: EventQueue<PageJob>): void {
    if (jobs === this.#jobs) this.disconnect();
  }

  /** Gives the page up: what it was asked fails. */
  disconnect(reason = "The tab that measured was closed."): void {
    if (this.#jobs === undefined) return;
    clearInterval(this.#watch);
    this.#jobs.end();
    this.#jobs = undefined;
    this.#here = Promise.withResolvers();
    for (const id of [...this.#pending.keys()]) this.#fail(id, gone(reason));
    for (const { listener } of this.#asked.values()) listener.onFailed(gone(reason));
    this.#asked.clear();
  }

  /** Resolves once a page is here. */
  get here(): Promise<void> {
    return this.#here.promise;
  }

  hear(report: PageReport): void {
    this.#heardAtMs = Date.now();
    switch (report.type) {
      case "beat":
        if (!report.isVisible) this.#spoil();
        return;
      case "progress":
        this.#pending.get(report.id)?.onProgress?.(report.ratio);
        return;
      case "failed":
        this.#fail(report.id, new AssayError(report.error));
        return;
      case "loaded":
      case "recorded":
        this.#pending.get(report.id)?.resolve(report);
        this.#pending.delete(report.id);
        return;
      case "answers":
        for (const answer of report.answers) this.#pass(answer as unknown as ModelAnswer);
        return;
      default:
        report satisfies never;
    }
  }

  /** Asks a model that the page has loaded, by the id of its load. */
  question(model: number, question: ModelQuestion, listener: Listener): Exchange {
    if (this.#jobs === undefined) {
      listener.onFailed(gone("The tab that measured was closed."));
      return { cancel: () => {} };
    }
    this.#lastId += 1;
    const id = this.#lastId;
    this.#asked.set(id, { model, listener });
    this.tell({ type: "ask", id, model, question });
    return { cancel: () => this.#asked.has(id) && this.tell({ type: "stop", id }) };
  }

  /** Lets a model go; whoever still waits for one of its answers gets `reason`. */
  unload(model: number, reason: AssayError): void {
    this.tell({ type: "unload", model });
    for (const [id, asked] of [...this.#asked]) {
      if (asked.model !== model) continue;
      this.#asked.delete(id);
      asked.listener.onFailed(reason);
    }
  }

  /** Gives the page a job and waits for what becomes of it. @throws AssayError `model-crashed` when the page leaves, `aborted` */
  ask(
    question: Question,
    { signal, onProgress }: AskOptions = {},
  ): Promise<{ readonly id: number; readonly answer: Answer }> {
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    if (this.#jobs === undefined) return Promise.reject(gone("The tab that measured was closed."));
    const abort = () => {
      this.tell({ type: "stop", id });
      this.#fail(id, new AssayError({ code: "aborted", message: "The request was stopped." }));
    };
    this.#pending.set(id, { type: question.type, resolve, reject, onProgress });
    this.tell({ ...question, id });
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort, { once: true });
    return promise.then((answer) => ({ id, answer })).finally(() => signal?.removeEventListener("abort", abort));
  }

  /** Gives the page a job that has no answer. */
  tell(job: PageJob): void {
    this.#jobs?.push(job);
  }

  [Symbol.dispose](): void {
    this.tell({ type: "end" });
    this.disconnect();
  }

  #look(): void {
    this.tell({ type: "beat" });
    if (Date.now() - this.#heardAtMs > SILENCE_MS)
      this.disconnect("The tab that measured has fallen asleep, or its machine has.");
  }

  /** A browser gives a hidden tab little time: what is timed there is worth nothing. */
  #spoil(): void {
    for (const [id, { type }] of [...this.#pending]) {
      if (type !== "record") continue;
      this.tell({ type: "stop", id });
      this.#fail(
        id,
        new AssayError({
          code: "timeout",
          message: "The tab was hidden while it measured, and browsers slow down hidden tabs.",
          hint: "Leave the tab in front until the run has ended.",
        }),
      );
    }
  }

  #pass(answer: ModelAnswer): void {
    const listener = this.#asked.get(answer.id)?.listener;
    if (isLast(answer)) this.#asked.delete(answer.id);
    passAnswer(answer, listener);
  }

  #fail(id: number, error: AssayError): void {
    this.#pending.get(id)?.reject(error);
    this.#pending.delete(id);
  }
}

interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((ratio: number) => void) | undefined;
}

function gone(message: string): AssayError {
  return new AssayError({
    code: "model-crashed",
    message,
    hint: "Open the link again and leave the tab in front; the run can be resumed.",
  });
}
