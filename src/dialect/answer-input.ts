import type { AnswerPart } from "./answer-part.ts";

/**
 * A reader's step: it yields where it needs more of the answer, and goes on when there is more, or when the answer has
 * ended. So every reader is written from top to bottom, as if the whole text were there.
 */
export type Step<T = void> = Generator<undefined, T, undefined>;

/** The text of an answer that is being written, and the parts that were made of it. */
export class AnswerInput {
  /** Whether all of the answer is there. */
  ended = false;
  /** Whether the answer ended before the model did. */
  cut = false;
  /** Whether the reader stands inside of reasoning. */
  reasoning = false;
  #text: string;
  #at = 0;
  #tokens = 0;
  #parts: AnswerPart[] = [];

  /** @param begun what the prompt has already written of the answer */
  constructor(begun = "") {
    this.#text = begun;
  }

  push(text: string): void {
    this.#text += text;
    this.#tokens++;
  }

  takeParts(): readonly AnswerPart[] {
    const parts = this.#parts;
    this.#parts = [];
    return parts;
  }

  /** Text that has come and is not read yet. */
  get rest(): string {
    return this.#text.slice(this.#at);
  }

  get done(): boolean {
    return this.ended && this.#at === this.#text.length;
  }

  skip(length: number): void {
    this.#at += length;
  }

  /** Remembers the place, to come back to when what follows is not what it looked like. */
  mark(): number {
    return this.#at;
  }

  return(mark: number): void {
    this.#at = mark;
  }

  /** Lets go of what has been read: there is no way back behind it. */
  commit(): void {
    this.#text = this.#text.slice(this.#at);
    this.#at = 0;
  }

  emit(type: "text" | "reasoning" | "call-arguments", text: string): void {
    this.commit();
    if (text === "") return;
    const last = this.#parts.at(-1);
    if (last?.type === type && "text" in last)
      this.#parts[this.#parts.length - 1] = {
        ...last,
        text: last.text + text,
        tokens: last.tokens + this.#takeTokens(),
      };
    else this.#parts.push({ type, text, tokens: this.#takeTokens() });
  }

  beginCall(name: string): void {
    this.commit();
    this.#parts.push({ type: "call-begin", name, tokens: this.#takeTokens() });
  }

  endCall(complete: boolean): void {
    this.commit();
    this.#parts.push({ type: "call-end", complete, tokens: this.#takeTokens() });
  }

  breakCall(): void {
    this.#parts.push({ type: "broken-call" });
  }

  #takeTokens(): number {
    const tokens = this.#tokens;
    this.#tokens = 0;
    return tokens;
  }

  /** Waits for text, unless there is some; false at the end of the answer. */
  *more(): Step<boolean> {
    while (this.#at === this.#text.length && !this.ended) yield;
    return this.#at < this.#text.length;
  }

  /** Waits until there is a text at least this long, or the answer has ended. */
  *fill(length: number): Step<boolean> {
    while (this.#text.length - this.#at < length && !this.ended) yield;
    return this.#text.length - this.#at >= length;
  }

  *skipBlanks(): Step {
    while (yield* this.more()) {
      const blanks = /^\s*/.exec(this.rest)?.[0].length ?? 0;
      this.skip(blanks);
      if (this.#at < this.#text.length) return;
    }
  }

  /** Reads a text if it stands here. */
  *take(text: string): Step<boolean> {
    while (!this.ended && this.rest.length < text.length && text.startsWith(this.rest)) yield;
    if (!this.rest.startsWith(text)) return false;
    this.skip(text.length);
    return true;
  }

  /** Reads marks, with any blanks before and between them. */
  *takeMarks(marks: string): Step<boolean> {
    const start = this.mark();
    for (const part of marks.trim().split(/\s+/)) {
      if (part === "") continue;
      yield* this.skipBlanks();
      if (yield* this.take(part)) continue;
      this.return(start);
      return false;
    }
    return true;
  }

  /** Reads up to one of the marks, the longest that stands there, and gives what stands before it away, as it comes; undefined: the answer ended first. */
  *readTo(marks: readonly string[], give: (text: string) => void): Step<string | undefined> {
    for (;;) {
      const { rest } = this;
      const [at, found] = findFirst(rest, marks);
      const end = found === undefined ? rest.length - (this.ended ? 0 : countOverlap(rest, marks)) : at;
      this.skip(end);
      if (end > 0) give(rest.slice(0, end));
      if (found !== undefined && (this.ended || !mayGrow(this.rest, found, marks))) {
        this.skip(found.length);
        return found;
      }
      if (this.ended) return undefined;
      yield;
    }
  }
}

function findFirst(text: string, marks: readonly string[]): readonly [number, string | undefined] {
  let found: readonly [number, string | undefined] = [-1, undefined];
  for (const mark of marks) {
    const at = text.indexOf(mark);
    if (at < 0) continue;
    const isEarlier = found[1] === undefined || at < found[0];
    // Of two marks that begin alike, the longer one stands here.
    if (isEarlier || (at === found[0] && mark.length > (found[1]?.length ?? 0))) found = [at, mark];
  }
  return found;
}

/** Whether the text that begins with a mark may turn out to begin with a longer one. */
function mayGrow(text: string, found: string, marks: readonly string[]): boolean {
  return marks.some((mark) => mark.length > found.length && mark.length > text.length && mark.startsWith(text));
}

/** Length of the end of a text that may be the beginning of one of the marks. */
function countOverlap(text: string, marks: readonly string[]): number {
  let length = 0;
  for (const mark of marks)
    for (let size = Math.min(mark.length - 1, text.length); size > length; size--)
      if (text.endsWith(mark.slice(0, size))) length = size;
  return length;
}
