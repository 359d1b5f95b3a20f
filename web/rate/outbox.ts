import { type Signal, signal } from "@preact/signals";
import { type RateBody, ratedSchema } from "../../src/wire/assay/ratings.ts";
import { askService } from "../shell/ask-service.ts";
import { asPageError } from "../shell/page-error.ts";

/** What was not stored is sent again after so long: the service may be started anew. */
const AGAIN_MS = 2_000;
/** Codes of what is refused however often it is sent. */
const REFUSALS = ["invalid_input", "run_missing"];

/** Scores on their way to the service. This browser keeps them until they are stored, also over a reload. */
export interface Outbox {
  readonly unsent: Signal<readonly RateBody[]>;
  /** Why the first of them was not stored; absent while nothing is wrong. */
  readonly failure: Signal<unknown>;
  add(body: RateBody): void;
  /** Sends the first one now, and the others after it. */
  send(): void;
  /** Gives the first one up. */
  discard(): void;
  /** Sends no more. */
  close(): void;
}

export function createOutbox(run: string): Outbox {
  const unsent = signal(readKept(run));
  const failure = signal<unknown>(undefined);
  let isSending = false;
  let isClosed = false;
  let timer: number | undefined;

  function change(bodies: readonly RateBody[]): void {
    unsent.value = bodies;
    keep(run, bodies);
  }

  async function send(): Promise<void> {
    window.clearTimeout(timer);
    if (isSending) return;
    isSending = true;
    try {
      for (let [body] = unsent.value; body !== undefined && !isClosed; [body] = unsent.value) {
        await askService(`/assay/v1/runs/${encodeURIComponent(run)}/ratings`, ratedSchema, { method: "POST", body });
        change(unsent.value.slice(1));
        failure.value = undefined;
      }
    } catch (error) {
      failure.value = error;
      if (!REFUSALS.includes(asPageError(error).code) && !isClosed) timer = window.setTimeout(send, AGAIN_MS);
    } finally {
      isSending = false;
    }
  }

  return {
    unsent,
    failure,
    add(body) {
      change([...unsent.value, body]);
      send();
    },
    send,
    discard() {
      change(unsent.value.slice(1));
      failure.value = undefined;
      send();
    },
    close() {
      isClosed = true;
      window.clearTimeout(timer);
    },
  };
}

function nameOf(run: string): string {
  return `assay-unsent-scores-${run}`;
}

function readKept(run: string): readonly RateBody[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(nameOf(run)) ?? "[]");
    return Array.isArray(kept) ? kept : []; // our own writing; the service checks it
  } catch {
    return [];
  }
}

function keep(run: string, bodies: readonly RateBody[]): void {
  try {
    if (bodies.length === 0) localStorage.removeItem(nameOf(run));
    else localStorage.setItem(nameOf(run), JSON.stringify(bodies));
  } catch {
    // A browser that keeps nothing has them in memory, as long as the page is open.
  }
}
