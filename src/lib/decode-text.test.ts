import assert from "node:assert/strict";
import { test } from "node:test";
import { decodeText } from "./decode-text.ts";

const TEXT = '{"a":"é €🙂"}';
const swap = (bytes: Buffer) => Buffer.from(bytes).swap16();

test("`decodeText()` reads the encodings that shells of Windows write, without their mark", () => {
  const utf16 = Buffer.from(TEXT, "utf16le");
  const marked = Buffer.from(`\uFEFF${TEXT}`, "utf16le");
  for (const bytes of [Buffer.from(TEXT), Buffer.from(`\uFEFF${TEXT}`), utf16, marked, swap(utf16), swap(marked)])
    assert.deepEqual(decodeText(bytes), { type: "text", text: TEXT });
  assert.deepEqual(decodeText(new Uint8Array()), { type: "text", text: "" });
  assert.deepEqual(decodeText(Buffer.from("7")), { type: "text", text: "7" });
});

test("`decodeText()` replaces nothing: it tells where bytes are no text", () => {
  assert.deepEqual(decodeText(Buffer.from(TEXT, "latin1")), { type: "broken", encoding: "UTF-8", atByte: 7 });
  assert.deepEqual(decodeText(Buffer.from([0x7b, 0xe2, 0x82])), { type: "broken", encoding: "UTF-8", atByte: 3 });
  const half = Buffer.from(TEXT, "utf16le").subarray(0, 5);
  assert.equal(decodeText(half).type, "broken");
});
