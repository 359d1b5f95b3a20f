import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { it } from "node:test";
import { MOST_BODY_BYTES, MOST_JSON_DEPTH, MOST_JSON_VALUES } from "../app/limits.ts";
import { readJsonBody } from "./read-json-body.ts";

const read = (chunks: Iterable<Buffer>, isWanted = () => true) => readJsonBody(Readable.from(chunks), isWanted);
/** Cut everywhere: within escapes, characters and numbers. */
const cut = (bytes: Buffer) => Array.from(bytes, (byte) => Buffer.of(byte));

/** Counts how much of a body was asked for. */
function* endless(piece: string, seen: { pieces: number }): Generator<Buffer> {
  yield Buffer.from(`[${piece}`);
  for (; seen.pieces < 1000; seen.pieces++) yield Buffer.from(piece.repeat(10_000));
}

it("`readJsonBody()` reads a body however it is cut, in UTF-8 and UTF-16, small and large", async () => {
  const value = { text: 'é \\ " , [[[ 😀', list: [1, [2]], "a\\": {} };
  const text = JSON.stringify(value);
  assert.deepEqual(await read(cut(Buffer.from(text))), value);
  assert.deepEqual(await read([Buffer.from(`\uFEFF${text}`, "utf16le")]), value);
  const large = { text: "word, ".repeat(200_000) };
  assert.deepEqual(await read([Buffer.from(JSON.stringify(large))]), large);
  assert.deepEqual(await read([Buffer.from(JSON.stringify(large), "utf16le")]), large);
});

it("`readJsonBody()` refuses what is too deep, has too many values or is too long while it comes", async () => {
  for (const [piece, message] of [
    ["[", new RegExp(`at most ${MOST_JSON_DEPTH} levels`)],
    ["0,", new RegExp(`at most ${MOST_JSON_VALUES} values`)],
  ] as const) {
    const seen = { pieces: 0 };
    await assert.rejects(read(endless(piece, seen)), { status: 400, message });
  }
  const long = Array(20).fill(Buffer.alloc(2 ** 20, " "));
  assert.ok(long.length * 2 ** 20 > MOST_BODY_BYTES);
  await assert.rejects(read(long), { status: 413 });
  const announced = Object.assign(Readable.from([]), { headers: { "content-length": String(MOST_BODY_BYTES + 1) } });
  await assert.rejects(
    readJsonBody(announced, () => true),
    { status: 413 },
  );
  await assert.rejects(read([]), { status: 400, message: /must be JSON/ });
});

it("`readJsonBody()` parses no large body whose client has left", async () => {
  const large = [Buffer.from(JSON.stringify("a".repeat(300_000)))];
  await assert.rejects(
    read(large, () => false),
    { message: /client has left/ },
  );
});
