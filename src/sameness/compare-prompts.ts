import type { PromptReading } from "./reading.ts";

/** Characters shown before and after the place where two texts begin to differ. */
const CONTEXT = 24;

/** How two runtimes render one prompt. */
export type PromptDifference =
  | { readonly type: "equal" }
  /** Nobody shows both prompts, and they have the same number of tokens. */
  | { readonly type: "equal-length"; readonly tokens: number }
  | { readonly type: "unknown" }
  /** The texts differ. */
  | ({ readonly type: "text"; readonly at: number; readonly ours: string; readonly theirs: string } & TokenCounts)
  /** The same text becomes other tokens. */
  | ({ readonly type: "tokens"; readonly at: number; readonly ours?: number; readonly theirs?: number } & TokenCounts)
  | ({ readonly type: "length" } & TokenCounts);

/** Tokens of the prompt, in the reference and in the other runtime. */
interface TokenCounts {
  readonly ourTokens: number;
  readonly theirTokens: number;
}

/**
 * Compares how the reference and another runtime render the same prompt.
 *
 * Tokens decide where both show them: a text may lack the first token, which tokenizers add by themselves.
 */
export function comparePrompts(ours: PromptReading, theirs: PromptReading): PromptDifference {
  const counts = { ourTokens: ours.promptTokens ?? 0, theirTokens: theirs.promptTokens ?? 0 };
  if (ours.rendered === undefined || theirs.rendered === undefined) {
    if (ours.promptTokens === undefined || theirs.promptTokens === undefined) return { type: "unknown" };
    const isEqual = ours.promptTokens === theirs.promptTokens;
    return isEqual ? { type: "equal-length", tokens: ours.promptTokens } : { type: "length", ...counts };
  }
  const [a, b] = [ours.rendered, theirs.rendered];
  const token = firstDifference(a.tokens, b.tokens);
  if (token === undefined) return { type: "equal" };
  const at = firstDifference(a.text, b.text);
  if (at === undefined)
    return { type: "tokens", at: token, ours: a.tokens[token], theirs: b.tokens[token], ...counts } as PromptDifference;
  return { type: "text", at, ours: around(a.text, at), theirs: around(b.text, at), ...counts };
}

/** Whether two prompts are known to differ. */
export function isDifferent({ type }: PromptDifference): boolean {
  return type === "text" || type === "tokens" || type === "length";
}

/** The first place where two sequences differ; undefined where they are equal. */
export function firstDifference<T>(a: ArrayLike<T>, b: ArrayLike<T>): number | undefined {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) if (a[at] !== b[at]) return at;
  return a.length === b.length ? undefined : shorter;
}

function around(text: string, at: number): string {
  return text.slice(Math.max(0, at - CONTEXT), at + CONTEXT).toWellFormed();
}
