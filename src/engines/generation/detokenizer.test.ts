import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createDetokenizer } from "./detokenizer.ts";

/** A model whose tokens are bytes. */
const byteModel = { detokenize: (tokens: readonly number[]) => Buffer.from(tokens).toString("utf8") };

/** A model that drops the space at the very front of a text, as those of the SentencePiece kind do. */
const words = [" Hello", " world", "!", ""];
const spaceModel = {
  detokenize: (tokens: readonly number[]) =>
    tokens
      .map((token) => words[token])
      .join("")
      .replace(/^ /, ""),
};

describe("createDetokenizer()", () => {
  it("gives each character once its last byte is there", () => {
    const detokenizer = createDetokenizer(byteModel);
    const pieces = [...Buffer.from("aß€🙂b")].map((byte) => detokenizer.push(byte));
    assert.deepEqual(pieces, ["a", "", "ß", "", "", "€", "", "", "", "🙂", "b"]);
  });

  it("keeps the space between words whose tokens come alone", () => {
    const detokenizer = createDetokenizer(spaceModel);
    assert.equal([0, 1, 2].map((token) => detokenizer.push(token)).join(""), "Hello world!");
  });

  it("keeps the space with which it goes on with a text", () => {
    const detokenizer = createDetokenizer(spaceModel, [0]);
    assert.equal(detokenizer.push(1), " world");
  });

  it("keeps the space after a token without text", () => {
    const detokenizer = createDetokenizer(spaceModel);
    assert.equal([0, 3, 1].map((token) => detokenizer.push(token)).join(""), "Hello world");
  });

  it("does not wait for ever for bytes that never make a character", () => {
    const detokenizer = createDetokenizer(byteModel);
    const text = [0x80, 0x80, 0x80, 0x80, 0x41].map((byte) => detokenizer.push(byte)).join("");
    assert.equal(text, "\uFFFD\uFFFD\uFFFD\uFFFDA");
  });

  it("loses nothing where the model takes spaces out between tokens", () => {
    const pieces = ["{", " ", ",", "\n"];
    const detokenize = (tokens: readonly number[]) =>
      tokens
        .map((token) => pieces[token])
        .join("")
        .replaceAll(" ,", ",");
    const read = (contextFree: boolean) => {
      const detokenizer = createDetokenizer<number>({ detokenize, contextFree });
      return [0, 1, 2, 3].map((token) => detokenizer.push(token)).join("");
    };
    assert.equal(read(true), "{ ,\n");
    assert.notEqual(read(false), "{ ,\n", "the case is real");
  });
});
