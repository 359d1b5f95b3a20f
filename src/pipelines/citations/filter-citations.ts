import type { RetrievedPassage } from "../../core/retriever.ts";
import { supports } from "./supports.ts";

/** Passes an answer on as it comes, and takes out the citations that do not support what they stand behind. */
export interface CitationFilter {
  /** @returns what can be shown of the answer so far */
  push(text: string): string;
  /** The rest, once the answer is whole. */
  end(): string;
  /** Passages that are cited, by their places from 1, in order of appearance. */
  readonly kept: readonly number[];
  /** Citations that were taken out: of no passage, or of one that does not support the sentence. */
  readonly dropped: number;
}

/** A citation is never longer, such as `[1, 2, 3]`. */
const LONGEST = 24;
/** An answer without any end of a sentence is judged by its last words: to look at all of it with each token would take ever longer. */
const LONGEST_SENTENCE = 1000;
const CITATION = /^([ \t]?)\[\s*\d{1,2}(?:\s*[,;]\s*\d{1,2})*\s*\]/;
const BRACKET = /[ \t]?\[/;

/**
 * Creates a filter for one answer. A citation such as `[2]` or `[1, 3]` is judged when it is whole, by the sentence before it; only
 * from its bracket on is text kept back.
 */
export function createCitationFilter(passages: readonly RetrievedPassage[]): CitationFilter {
  const kept: number[] = [];
  let dropped = 0;
  let pending = "";
  let sentence = "";

  function judge(citation: string): string {
    const numbers = citation.match(/\d+/g)?.map(Number) ?? [];
    const good = numbers.filter((number) => {
      const passage = passages[number - 1];
      return passage !== undefined && supports(passage.text, sentence);
    });
    dropped += numbers.length - good.length;
    for (const number of good) if (!kept.includes(number)) kept.push(number);
    return good.length === 0 ? "" : `[${good.join(", ")}]`;
  }

  function pass(text: string): string {
    sentence = (sentence + text).slice(-LONGEST_SENTENCE);
    const [last] = [...sentence.matchAll(/[.!?…](?=\s+\p{L})|\n/gu)].slice(-1);
    if (last !== undefined) sentence = sentence.slice(last.index + 1);
    return text;
  }

  function take(isWhole: boolean): string {
    let shown = "";
    for (let found = BRACKET.exec(pending); found !== null; found = BRACKET.exec(pending)) {
      shown += pass(pending.slice(0, found.index));
      pending = pending.slice(found.index);
      const [citation, blank = ""] = CITATION.exec(pending) ?? [];
      if (citation !== undefined) {
        const judged = judge(citation);
        // The blank before a citation was there for it alone.
        shown += judged === "" ? "" : blank + judged;
        pending = pending.slice(citation.length);
        continue;
      }
      const mayBecome = /^[ \t]?\[[\d\s,;]*$/.test(pending) && pending.length < LONGEST;
      if (mayBecome && !isWhole) return shown;
      shown += pass(found[0]);
      pending = pending.slice(found[0].length);
    }
    const blank = isWhole ? "" : (/[ \t]$/.exec(pending)?.[0] ?? "");
    shown += pass(pending.slice(0, pending.length - blank.length));
    pending = blank;
    return shown;
  }

  return {
    kept,
    get dropped() {
      return dropped;
    },
    push(text) {
      pending += text;
      return take(false);
    },
    end: () => take(true),
  };
}
