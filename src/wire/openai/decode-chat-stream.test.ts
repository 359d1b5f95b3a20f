import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ChatEvent } from "../../core/chat-event.ts";
import { AssayError } from "../../core/errors.ts";
import { createChatStreamDecoder } from "./decode-chat-stream.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const chunk = (content: string, reason: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: reason }] })}\n\n`;
const text = (events: readonly ChatEvent[]) =>
  events.map((event) => (event.type === "text-delta" ? event.text : "")).join("");

describe("createChatStreamDecoder()", () => {
  it("gives the same events however the bytes are cut", () => {
    const whole = bytes(`: ping\r\n\r\n${chunk("Grüße 😀")}${chunk(" 日本", "stop")}data: [DONE]\n\n`);
    for (const size of [1, 2, 3, 7, whole.length]) {
      const decoder = createChatStreamDecoder();
      const events: ChatEvent[] = [];
      for (let at = 0; at < whole.length; at += size) events.push(...decoder.push(whole.subarray(at, at + size)));
      assert.equal(text(events), "Grüße 😀 日本", `pieces of ${size}`);
      assert.equal(events.at(-1)?.type, "finish");
      assert.ok(decoder.done);
    }
  });

  it("gives all events of one read its receipt, and an event of several reads the last one's", () => {
    const decoder = createChatStreamDecoder();
    const two = decoder.push(bytes(chunk("a") + chunk("b")), 1);
    assert.deepEqual(
      two.map(({ receipt }) => receipt),
      [1, 1, 1],
    );
    const split = chunk("c");
    assert.deepEqual(decoder.push(bytes(split.slice(0, 20)), 2), []);
    assert.equal(decoder.push(bytes(split.slice(20)), 3)[0]?.receipt, 3);
  });

  it("takes an end without [DONE] when the reason has come, and for a cut when not", () => {
    const complete = createChatStreamDecoder();
    complete.push(bytes(chunk("a", "length")));
    assert.equal(complete.end().at(-1)?.type, "finish");
    const cut = createChatStreamDecoder();
    cut.push(bytes(chunk("a")));
    assert.throws(() => cut.end(), hasCode("stream-cut"));
    assert.throws(() => createChatStreamDecoder().end(), hasCode("stream-cut"));
  });

  it("refuses what is no chunk, quoting no more than its beginning", () => {
    for (const data of ["not json", "[1, 2]", '"text"', `{"a": ${"x".repeat(10_000)}`])
      assert.throws(
        () => createChatStreamDecoder().push(bytes(`data: ${data}\n\n`)),
        (error) => hasCode("endpoint-protocol")(error) && error instanceof Error && error.message.length < 500,
        data.slice(0, 20),
      );
    const noEvents = createChatStreamDecoder();
    noEvents.push(bytes("\u0000\u0001 garbage\n\nmore\n"));
    assert.throws(() => noEvents.end(), hasCode("endpoint-protocol"));
  });

  it("refuses an event without end before it fills the memory", () => {
    const decoder = createChatStreamDecoder();
    const part = bytes("x".repeat(1024 * 1024));
    decoder.push(bytes("data: "));
    assert.throws(() => {
      for (let index = 0; index < 10; index++) decoder.push(part);
    }, hasCode("endpoint-protocol"));
  });

  it("repeats what the server says of a failure within the stream", () => {
    const decoder = createChatStreamDecoder();
    decoder.push(bytes(chunk("a")));
    assert.throws(
      () => decoder.push(bytes('data: {"error":{"message":"out of slots","type":"server_error"}}\n\n')),
      (error) => hasCode("stream-cut")(error) && error instanceof Error && error.message.includes("out of slots"),
    );
  });

  it("hands over the text that came in one read with a failure", () => {
    const decoder = createChatStreamDecoder();
    const events = decoder.push(bytes(`${chunk("a")}data: {"error":"boom"}\n\n`));
    assert.equal(events.at(-1)?.type, "text-delta");
    assert.throws(() => decoder.end(), hasCode("stream-cut"));
  });

  it("keeps the server's message, whichever way it names its failure", () => {
    for (const frame of [
      'event: error\ndata: {"message":"boom"}\n\n',
      "event: error\ndata: boom\n\n",
      'data: {"object":"error","message":"boom","code":500}\n\n',
      'data: {"error":"boom"}\n\n',
      'data: {"detail":"boom"}\n\n',
    ])
      assert.throws(
        () => createChatStreamDecoder().push(bytes(frame)),
        (error) => hasCode("stream-cut")(error) && error instanceof Error && error.message.includes('"boom"'),
        frame,
      );
  });
});

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => error instanceof AssayError && error.code === code && error.hint !== undefined;
}
