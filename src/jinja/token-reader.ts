import { JinjaError } from "./jinja-error.ts";
import type { Token } from "./token.ts";

const end: Token = { type: "tag-end", value: "", line: 0 };

/** Reads tokens one after another. */
export class TokenReader {
  readonly #tokens: readonly Token[];
  #at = 0;
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  get current(): Token {
    return this.#tokens[this.#at] ?? { ...end, line: this.#tokens.at(-1)?.line ?? 1 };
  }

  get next(): Token {
    return this.#tokens[this.#at + 1] ?? end;
  }

  take(): Token {
    const token = this.current;
    this.#at++;
    return token;
  }

  is(type: Token["type"], value?: string): boolean {
    return this.current.type === type && (value === undefined || this.current.value === value);
  }

  skip(type: Token["type"], value?: string): boolean {
    const matches = this.is(type, value);
    if (matches) this.#at++;
    return matches;
  }

  /** Skips an operator. */
  skipMark(mark: string): boolean {
    return this.skip("operator", mark);
  }

  require(type: Token["type"], value?: string): Token {
    if (!this.is(type, value)) throw this.unexpected(value ?? type);
    return this.take();
  }

  unexpected(expected: string): JinjaError {
    return this.unexpectedToken(this.current, expected);
  }

  unexpectedToken({ type, value, line }: Token, expected: string): JinjaError {
    return new JinjaError("syntax", `unexpected ${value === "" ? type : `"${value}"`}, expected ${expected}`, line);
  }
}
