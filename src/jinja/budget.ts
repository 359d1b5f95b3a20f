import { JinjaError } from "./jinja-error.ts";

/**
 * Steps of one rendering. A conversation of a thousand messages takes about a hundred thousand; all of them take about a
 * second.
 */
const mostSteps = 20_000_000;
/** Characters of one text, and so of the whole output. */
const mostCharacters = 32 * 1024 * 1024;
/** Calls of macros inside of each other. */
const mostDepth = 200;

/** Bounds what one rendering may cost, in steps instead of time so that the same template always ends the same way. */
export class Budget {
  #steps = 0;
  #depth = 0;

  spend(steps = 1): void {
    this.#steps += steps;
    if (this.#steps > mostSteps) throw tooMuch("takes too long");
  }

  /** Counts the reading of a whole text or list. */
  read(value: unknown): void {
    if (typeof value === "string") this.spend(value.length / 16);
    else if (Array.isArray(value)) this.spend(value.length);
  }

  /** Counts a text that is about to be made anew. */
  text(length: number): void {
    if (length > mostCharacters) throw tooMuch("makes a text that is too long");
    this.spend(1 + length / 16);
  }

  /** Counts a text that is joined from two others: the engine keeps these, so that it costs little. */
  joined(length: number): void {
    if (length > mostCharacters) throw tooMuch("makes a text that is too long");
    this.spend(1 + length / 512);
  }

  nested<T>(run: () => T): T {
    if (++this.#depth > mostDepth) throw tooMuch("calls itself too often");
    try {
      return run();
    } finally {
      this.#depth--;
    }
  }
}

function tooMuch(what: string): JinjaError {
  return new JinjaError("budget", `the template ${what}`);
}
