import type { FinishReason } from "../../core/chat-event.ts";

/** Which of two answers is better, in the order in which they were shown. */
export type PairChoice = "A" | "B" | "tie";

/** A judge's reply as it came. */
export interface RawReply {
  readonly text: string;
  readonly finishReason: FinishReason;
}

/** Why a reply gives no result; none is ever guessed. */
export type UnreadableReason =
  | "empty" // nothing was said
  | "refused" // the judge says that it will not or cannot
  | "cut-off" // the limit of tokens came before the result
  | "out-of-scale" // 11/5, 0, 3.5
  | "contradictory" // several results that differ
  | "incomplete" // a criterion without a score
  | "no-result" // a short reply without any
  | "rambling"; // a long one

export type Reading<T> =
  | { readonly type: "read"; readonly value: T; readonly reasons?: string | undefined }
  | { readonly type: "unreadable"; readonly because: UnreadableReason };

/** From so many characters on, a reply without a result rambles. */
const LONG = 400;
const REFUSAL =
  /\b(?:i(?:'m| am) (?:sorry|unable|not able)|i (?:can(?:'t|not| not)|won't|will not|must decline|refuse)|as an ai\b|unable to (?:assist|help|rate|judge|evaluate)|tut mir leid|ich kann (?:das |dies |diese )?nicht|je ne peux pas|no puedo|lo siento)/i;

/** Tells apart why a reply holds no result. */
export function explainSilence({ text, finishReason }: RawReply): UnreadableReason {
  const said = text.trim();
  if (said === "") return "empty";
  if (finishReason === "length") return "cut-off";
  if (REFUSAL.test(said.replaceAll("’", "'"))) return "refused";
  return said.length > LONG ? "rambling" : "no-result";
}

/** The one result of those found, unless they differ. */
export function agreeOn<T>(found: readonly Reading<T>[]): Reading<T> | undefined {
  const [first, ...others] = found;
  if (first === undefined) return undefined;
  const shown = (reading: Reading<T>) => JSON.stringify(reading.type === "read" ? reading.value : reading.because);
  return others.every((other) => shown(other) === shown(first))
    ? first
    : { type: "unreadable", because: "contradictory" };
}
