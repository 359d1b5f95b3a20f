import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createSlots } from "../../lib/slots.ts";
import { HttpError } from "../app/http-error.ts";
import { MOST_BODY_BYTES } from "../app/limits.ts";
import { createJsonMeter } from "./json-meter.ts";
import { decodeBody, parseBoundedJson, parseJson } from "./parse-bounded-json.ts";

/** Below this a body is parsed at once, in some ms even where it has as many names as an object may have. */
const LARGE_BODY_BYTES = 64 * 1024;
const turns = createSlots(1);

/** A request's body; its headers may say how long it will be. */
type Body = Readable & { readonly headers?: IncomingMessage["headers"] };

/**
 * Reads the JSON of a body. What is too much is refused while it comes, and the rest of it is thrown away.
 *
 * @param isWanted whether the client still waits for the answer
 * @throws HttpError 400 as `parseBoundedJson()`, 413
 */
export async function readJsonBody(payload: Body, isWanted: () => boolean): Promise<unknown> {
  if (Number(payload.headers?.["content-length"]) > MOST_BODY_BYTES) throw tooLarge();
  const { bytes, isMeasured } = await collect(payload);
  if (bytes.length < LARGE_BODY_BYTES) return parse(bytes, isMeasured);
  // Large ones are parsed one after the other, in steps between which others are served. Whoever checks what came of one
  // does so in a turn of its own, before the next one's first step.
  const giveBack = await turns.take();
  try {
    if (!isWanted()) throw new HttpError(400, "invalid_request", "The client has left.");
    await nextTurn();
    const text = decodeBody(bytes);
    await nextTurn();
    const value = isMeasured ? parseJson(text) : parseBoundedJson(text);
    await nextTurn();
    return value;
  } finally {
    setImmediate(() => giveBack?.());
  }
}

function parse(bytes: Uint8Array, isMeasured: boolean): unknown {
  const text = decodeBody(bytes);
  return isMeasured ? parseJson(text) : parseBoundedJson(text);
}

async function collect(payload: Readable): Promise<{ readonly bytes: Buffer; readonly isMeasured: boolean }> {
  const chunks: Buffer[] = [];
  const meter = createJsonMeter();
  let length = 0;
  // UTF-16 has a zero byte or a mark at its beginning; it is measured as a text.
  let isMeasured = true;
  try {
    // Without its own end: to destroy the stream would close the connection that the answer goes to.
    for await (const chunk of payload.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (length === 0) isMeasured = !isUtf16(chunk);
      length += chunk.length;
      if (length > MOST_BODY_BYTES) throw tooLarge();
      if (isMeasured) meter.add(chunk);
      chunks.push(chunk);
    }
  } catch (error) {
    payload.resume();
    throw error instanceof HttpError ? error : new HttpError(400, "invalid_request", "The body broke off.");
  }
  return { bytes: Buffer.concat(chunks, length), isMeasured };
}

function tooLarge(): HttpError {
  return new HttpError(413, "body_too_large", "The body is too large.");
}

function isUtf16([first, second]: Uint8Array): boolean {
  return first === 0 || second === 0 || second === undefined || (first ?? 0) >= 0xfe;
}
