import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findRealModel } from "../../../test/real-models.ts";
import { createRandom } from "../../lib/random.ts";
import { areTwins } from "./compare-twins.ts";
import type { TensorPlace } from "./header/gguf-header.ts";
import { readGgufFile } from "./read-gguf-file.ts";

const place = (type: number): TensorPlace => ({ type, offset: 0, elements: 64 });

/** Two blocks of which only the scales are written: nothing else is looked at. */
function block(blockBytes: number, scales: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(blockBytes * scales.length));
  for (const [index, scale] of scales.entries()) view.setFloat16(index * blockBytes, scale, true);
  return new Uint8Array(view.buffer);
}

describe("areTwins()", () => {
  const q8 = block(34, [0.01, 0.02]);

  it("sees the same numbers in two types", () => {
    const q5 = block(22, [(-0.01 * 127) / 16, (0.02 * 127) / 16]);
    assert.equal(areTwins([place(8), place(6)], [q8, q5]), true);
    assert.equal(areTwins([place(8), place(6)], [q8, block(22, [0.07, 0.2])]), false);
  });

  it("takes only equal bytes for the same in types that it cannot read", () => {
    const random = createRandom(1);
    const bytes = Uint8Array.from({ length: 64 }, () => random.next() * 256);
    assert.equal(areTwins([place(14), place(14)], [bytes, bytes.slice()]), true);
    assert.equal(areTwins([place(14), place(12)], [bytes, bytes.slice()]), false);
    assert.equal(areTwins([place(8), place(14)], [q8, bytes]), false);
  });
});

const qwen = findRealModel("qwen0.5b");

it("A model that has one matrix for input and output counts it once", { skip: qwen.missing }, async () => {
  const { header } = await readGgufFile(qwen.path);
  assert.equal(Math.round(header.parameters / 1e6), 494);
});
