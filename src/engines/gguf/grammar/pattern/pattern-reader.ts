/** Thrown for syntax that is not known here. */
export class UnknownSyntax extends Error {}

/** Reads the source of a regular expression from left to right. */
export interface PatternReader {
  readonly done: boolean;
  /** False once something was read that is not regular. */
  readonly exact: boolean;
  sees(text: string): boolean;
  take(text: string): boolean;
  takeMatch(expression: RegExp): RegExpExecArray | undefined;
  /** The next code point. */
  next(): number;
  loosen(): void;
}

export function createPatternReader(source: string): PatternReader {
  let at = 0;
  let exact = true;
  const reader = {
    get done() {
      return at >= source.length;
    },
    get exact() {
      return exact;
    },
    sees: (text: string) => source.startsWith(text, at),
    take(text: string) {
      if (!reader.sees(text)) return false;
      at += text.length;
      return true;
    },
    takeMatch(expression: RegExp) {
      const found = expression.exec(source.slice(at, at + 100));
      if (found === null) return undefined;
      at += found[0].length;
      return found;
    },
    next() {
      const codePoint = source.codePointAt(at);
      if (codePoint === undefined) throw new UnknownSyntax();
      at += codePoint > 0xffff ? 2 : 1;
      return codePoint;
    },
    loosen() {
      exact = false;
    },
  };
  return reader;
}
