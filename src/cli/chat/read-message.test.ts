import assert from "node:assert/strict";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { createMessageReader } from "./read-message.ts";

function createReader() {
  const input = new PassThrough();
  const output = new PassThrough();
  output.resume();
  return { input, reader: createMessageReader(input, output) };
}

test("`createMessageReader()` reads one line as one message", async () => {
  const { input, reader } = createReader();
  const read = reader.read("> ");
  input.write("hello\r");
  assert.deepEqual(await read, { type: "message", text: "hello" });
});

test("`createMessageReader()` takes pasted lines as one message, with the last one that Enter ends", async () => {
  const { input, reader } = createReader();
  const read = reader.read("> ");
  input.write("one\rtwo\rthr");
  // Enter comes when the pasted lines have long been read.
  setTimeout(() => input.write("ee\r"), 60);
  assert.deepEqual(await read, { type: "message", text: "one\ntwo\nthree" });
});

test("`createMessageReader()` tells Ctrl-C at an empty prompt, Ctrl-C in a message, and Ctrl-D apart", async () => {
  for (const [typed, expected] of [
    ["\u0003", { type: "interrupt", hadText: false }],
    ["abc\u0003", { type: "interrupt", hadText: true }],
    ["\u0004", { type: "end" }],
  ] as const) {
    const { input, reader } = createReader();
    const read = reader.read("> ");
    input.write(typed);
    assert.deepEqual(await read, expected);
  }
});

test("`createMessageReader()` brings earlier messages back with the arrow keys", async () => {
  const { input, reader } = createReader();
  const first = reader.read("> ");
  input.write("hello\r");
  await first;
  const second = reader.read("> ");
  input.write("\u001b[A\r");
  assert.deepEqual(await second, { type: "message", text: "hello" });
});
