import { type Signal, signal } from "@preact/signals";
import type { FinishReason } from "../../src/core/chat-event.ts";
import type { Opening } from "../answers/opening.ts";
import { createLiveAnswer, type LiveAnswer } from "./live-answer.ts";
import { readStored } from "./stored.ts";

/** How far a model is. */
export type ModelState =
  | { readonly type: "unknown" }
  | { readonly type: "not-loaded" }
  | Opening
  | { readonly type: "failed"; readonly error: unknown };

/** How far the answer is. */
export type AnswerState =
  | { readonly type: "none" }
  | { readonly type: "waiting" }
  | { readonly type: "answering" }
  | { readonly type: "done"; readonly reason: FinishReason | undefined }
  | { readonly type: "stopped" }
  | { readonly type: "failed"; readonly error: unknown };

/** One of the two halves of the Lab: a model and its answer. */
export interface Side {
  readonly index: 0 | 1;
  /** Id of the chosen model. */
  readonly choice: Signal<string | undefined>;
  readonly model: Signal<ModelState>;
  readonly answer: Signal<AnswerState>;
  readonly live: LiveAnswer;
  /** Stops the answer that comes now; absent while none does. */
  readonly stop: Signal<(() => void) | undefined>;
}

const stored = readStored<{ 0: string; 1: string }>(
  "lab-models",
  (name, value) => /^[01]$/.test(name) && typeof value === "string",
);

function createSide(index: 0 | 1): Side {
  return {
    index,
    choice: signal(stored[index]),
    model: signal<ModelState>({ type: "unknown" }),
    answer: signal<AnswerState>({ type: "none" }),
    live: createLiveAnswer(),
    stop: signal<(() => void) | undefined>(undefined),
  };
}

export const SIDES: readonly [Side, Side] = [createSide(0), createSide(1)];
