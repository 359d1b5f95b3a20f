import assert from "node:assert/strict";
import { it } from "node:test";
import { loadRuntime } from "../load-runtime.ts";
import { createKeyValueCache, type KeyValueCache } from "./key-value-cache.ts";
import type { Tensor } from "./runtime.ts";

const layer = {
  past: "past_key_values.0.key",
  present: "present.0.key",
  heads: 2,
  headSize: 1,
  type: "float32" as const,
};
const graph = { caches: [layer], hasPositions: false, keepInput: undefined };

/** What each head holds of the first tokens. */
function readHeads({ past, held }: KeyValueCache): readonly (readonly number[])[] {
  const tensor = past[layer.past] as Tensor;
  const data = tensor.data as Float32Array;
  const room = tensor.dims[2] ?? 0;
  return [0, 1].map((head) => Array.from(data.subarray(head * room, head * room + held.length)));
}

it("a cache that is written in place keeps what each head holds when it grows", async () => {
  const cache = createKeyValueCache({ runtime: await loadRuntime(), graph, inPlace: true });
  cache.reserve(3);
  const data = cache.target?.[layer.present]?.data as Float32Array;
  data.set([1, 2, 3]);
  data.set([4, 5, 6], data.length / 2);
  cache.extend([7, 8, 9], {});
  cache.reserve(data.length);
  assert.deepEqual(
    readHeads(cache),
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    "a larger room",
  );
  cache.cut(2);
  assert.deepEqual(
    [readHeads(cache), cache.held],
    [
      [
        [1, 2],
        [4, 5],
      ],
      [7, 8],
    ],
  );
});

it("a cache that the graph writes anew can go back to its first tokens", async () => {
  const runtime = await loadRuntime();
  const cache = createKeyValueCache({ runtime, graph, inPlace: false });
  assert.deepEqual(cache.target, { [layer.present]: null });
  cache.extend([7, 8, 9], {
    [layer.present]: new runtime.Tensor("float32", Float32Array.of(1, 2, 3, 4, 5, 6), [1, 2, 3, 1]),
  });
  cache.cut(1);
  assert.deepEqual(
    [readHeads(cache), cache.past[layer.past]?.dims],
    [
      [[1], [4]],
      [1, 2, 1, 1],
    ],
  );
});
