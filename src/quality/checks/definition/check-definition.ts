import type { CheckOf, CheckType } from "../../../core/check.ts";
import type { Prompt } from "../../../core/prompt.ts";

/** An answer with the prompt that it was given to. */
export interface CheckedAnswer {
  readonly text: string;
  readonly prompt: Prompt;
}

/** The result of one check of one answer. */
export type CheckOutcome =
  | { readonly type: "passed"; readonly value?: number | undefined }
  | {
      readonly type: "failed";
      /** In a sentence, with the line of the answer where there is one. */
      readonly because: string;
      /** The part of the answer that it stands on, word by word. */
      readonly where?: string | undefined;
      readonly value?: number | undefined;
    }
  /** Neither can be said: the answer is too short for it, or the check itself cannot be carried out. */
  | { readonly type: "untold"; readonly because: string }
  /** A figure that no bound was set for. */
  | { readonly type: "measured"; readonly value: number };

/** A mistake in a check as it is written. */
export interface CheckFault {
  /** Keys inside the check; empty for the whole. */
  readonly path: readonly (string | number)[];
  /** The rule and what is there: `must be at most max, which is 3, not 5`. */
  readonly message: string;
}

/** One kind of check: how it reads, what can be wrong with it, and how an answer is held to it. */
export interface CheckDefinition<Type extends CheckType = CheckType> {
  readonly type: Type;
  /** For the head of a column. */
  readonly name: string;
  /** The meaning of passing it, in a sentence. */
  readonly says: string;
  /** The check in a few words, such as `20 to 60 words`. */
  word(check: CheckOf<Type>): string;
  /** Mistakes that its shape does not show, for the prompt that carries it. */
  findFaults(check: CheckOf<Type>, prompt: Pick<Prompt, "prompt" | "system" | "reference">): readonly CheckFault[];
  /** Holds an answer to it that has some text. */
  run(check: CheckOf<Type>, answer: CheckedAnswer): CheckOutcome;
}

export const PASSED: CheckOutcome = { type: "passed" };

/** A check that fails, at a place or as a whole. */
export function failed(because: string, where?: string): CheckOutcome {
  return { type: "failed", because, ...(where !== undefined && { where }) };
}
