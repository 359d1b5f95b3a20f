import assert from "node:assert/strict";
import { it } from "node:test";
import { toClassicError } from "./to-classic-error.ts";

it("`toClassicError()` says in the classic words what was typed wrong", () => {
  for (const [said, words] of [
    ["error: unknown command 'bogus'\n", "Unrecognized command or argument 'bogus'.\n"],
    [
      "error: unknown command 'modle'\n(Did you mean model?)\n",
      "Unrecognized command or argument 'modle'.\n(Did you mean model?)\n",
    ],
    ["error: unknown option '--bogus'\n", "Unrecognized command or argument '--bogus'.\n"],
    ["error: missing required argument 'model'\n", "Required argument missing for command: 'model'.\n"],
    ["error: option '--ttl <s>' argument missing\n", "option '--ttl <s>' argument missing\n"],
  ])
    assert.equal(toClassicError(said ?? ""), words);
});
