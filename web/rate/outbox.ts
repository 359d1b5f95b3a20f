import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { ratedSchema } from "../../src/wire/assay/ratings.ts";
import { askService } from "../shell/ask-service.ts";
import { newId } from "../shell/new-id.ts";
import { asPageError } from "../shell/page-error.ts";

/** What was not stored is sent again after so long: the service may be started anew. */
const AGAIN_MS = 2_000;
/** Codes of what is refused however often it is sent. */
const REFUSALS = ["invalid_input", "run_missing"];

/** What somebody says, on its way to the service. This browser keeps it until it is stored, also over a reload. */
export interface Outbox<Body> {
  readonly unsent: ReadonlySignal<readonly Body[]>;
  /** Why the first of them was not stored; absent while nothing is wrong. */
  readonly failure: ReadonlySignal<unknown>;
  add(body: Body): void;
  /** Sends the first one now, and the others after it. */
  send(): void;
  /** Gives the first one up. */
  discard(): void;
  /** Sends no more. */
  close(): void;
}

/** @param kind last part of the route that stores it */
export function createOutbox<Body>(run: string, kind: "ratings" | "pairs"): Outbox<Body> {
  const kept = createKept<Body>(`assay-unsent-${kind}-${run}`);
  const letters = signal(kept.read());
  const unsent = computed(() => letters.value.map(({ body }) => body));
  const failure = signal<unknown>(undefined);
  let isSending = false;
  let isClosed = false;
  let timer: number | undefined;

  function removeFirst(): void {
    const [first, ...others] = letters.peek();
    letters.value = others;
    if (first !== undefined) kept.remove(first.id);
  }

  async function send(): Promise<void> {
    window.clearTimeout(timer);
    if (isSending) return;
    isSending = true;
    try {
      for (let [letter] = letters.value; letter !== undefined && !isClosed; [letter] = letters.value) {
        const path = `/assay/v1/runs/${encodeURIComponent(run)}/${kind}`;
        await askService(path, ratedSchema, { method: "POST", body: letter.body });
        removeFirst();
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
      const letter = { id: newId(), body };
      letters.value = [...letters.value, letter];
      kept.add(letter);
      send();
    },
    send,
    discard() {
      removeFirst();
      failure.value = undefined;
      send();
    },
    close() {
      isClosed = true;
      window.clearTimeout(timer);
    },
  };
}

interface Letter<Body> {
  readonly id: string;
  readonly body: Body;
}

/** Letters in this browser's storage. Each change reads it first, as another tab may have left some of its own there. */
function createKept<Body>(name: string) {
  const read = (): readonly Letter<Body>[] => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(name) ?? "[]");
      return Array.isArray(kept) ? kept.filter(isLetter) : []; // our own writing; the service checks it
    } catch {
      return [];
    }
  };
  const write = (letters: readonly Letter<Body>[]): void => {
    try {
      if (letters.length === 0) localStorage.removeItem(name);
      else localStorage.setItem(name, JSON.stringify(letters));
    } catch {
      // A browser that keeps nothing has them in memory, as long as the page is open.
    }
  };
  return {
    read,
    add: (letter: Letter<Body>) => write([...read(), letter]),
    remove: (id: string) => write(read().filter((letter) => letter.id !== id)),
  };
}

function isLetter(value: unknown): boolean {
  return typeof value === "object" && value !== null && "id" in value && "body" in value;
}
