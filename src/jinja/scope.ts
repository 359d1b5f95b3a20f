import type { Value } from "./value.ts";

/** The names of a block, and of those around it. */
export class Scope {
  readonly #values = new Map<string, Value>();
  readonly #outer: Scope | undefined;
  constructor(outer?: Scope, values: Iterable<readonly [string, Value]> = []) {
    this.#outer = outer;
    for (const [name, value] of values) this.#values.set(name, value);
  }

  get(name: string): Value {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.#outer)
      if (scope.#values.has(name)) return scope.#values.get(name);
    return undefined;
  }

  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }
}
