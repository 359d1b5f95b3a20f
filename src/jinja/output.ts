import type { Budget } from "./budget.ts";

/** The text that a template writes, or one part of it. */
export class Output {
  readonly #budget: Budget;
  #text = "";
  constructor(budget: Budget) {
    this.#budget = budget;
  }

  get text(): string {
    return this.#text;
  }

  write(text: string): void {
    this.#budget.joined(this.#text.length + text.length);
    this.#text += text;
  }
}
