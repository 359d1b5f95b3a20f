import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { createRandom } from "../../../lib/random.ts";
import { GgufSyntaxError } from "./gguf-cursor.ts";
import { parseGgufHeader } from "./gguf-header.ts";

const file = readFileSync(new URL("../../../../models/assay-notes-micro-q4_0.gguf", import.meta.url));

describe("parseGgufHeader()", () => {
  it("reads a real file's header", () => {
    const header = parseGgufHeader(file);
    assert.equal(header?.architecture, "llama");
    assert.equal(header?.metadata.get("llama.context_length"), 1024);
    assert.equal(header?.metadata.get("tokenizer.ggml.tokens"), undefined, "vocabularies are left out");
    assert.equal(header?.requiredBytes, file.length);
    assert.ok((header?.parameters ?? 0) > 1e6);
    assert.equal(header?.vocabularyTokens, 4096);
  });

  it("asks for more bytes while the header goes on", () => {
    for (const length of [4, 23, 24, 100, 20_000]) assert.equal(parseGgufHeader(file.subarray(0, length)), undefined);
  });

  it("says what a file begins with that is none", () => {
    assert.throws(() => parseGgufHeader(Buffer.from("once upon a time")), /begins with "once" instead of "GGUF"/);
  });

  it("refuses versions that it does not know", () => {
    const other = Buffer.from(file);
    other.writeUInt32BE(3, 4);
    assert.throws(() => parseGgufHeader(other), /version is 50331648/);
  });

  it("refuses impossible counts and sizes at once", () => {
    const tensors = Buffer.from(file);
    tensors.writeBigUInt64LE(2n ** 40n, 8);
    assert.throws(() => parseGgufHeader(tensors), /1099511627776 tensors/);
    const entries = Buffer.from(file);
    entries.writeBigUInt64LE(2n ** 63n, 16);
    assert.throws(() => parseGgufHeader(entries), GgufSyntaxError);
    const key = Buffer.from(file);
    key.writeBigUInt64LE(2n ** 62n, 24);
    assert.throws(() => parseGgufHeader(key), GgufSyntaxError);
  });

  it("refuses a vocabulary with fewer types or scores than tokens, which would crash the library", () => {
    const key = "tokenizer.ggml.token_type";
    // After the key: the type "list", the type of its entries, their number, the entries of 4 bytes each.
    const at = file.indexOf(key) + key.length + 8;
    const shorter = Buffer.concat([file.subarray(0, at + 8), file.subarray(at + 12)]);
    shorter.writeBigUInt64LE(4095n, at);
    assert.throws(() => parseGgufHeader(shorter), /4096 tokens, but tokenizer\.ggml\.token_type has 4095 entries/);
  });

  it("ends quickly on any damaged header", () => {
    const random = createRandom(7);
    const end = 60_000;
    for (let round = 0; round < 300; round++) {
      const damaged = Buffer.from(file.subarray(0, end));
      for (let flips = 0; flips < 3; flips++) damaged[4 + random.integer(end - 4)] = random.integer(256);
      try {
        parseGgufHeader(damaged);
      } catch (error) {
        assert.ok(error instanceof GgufSyntaxError, String(error));
      }
    }
  });
});
