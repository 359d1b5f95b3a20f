import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChatEvent, FinishReason } from "../../../core/chat-event.ts";
import type { ChatRequest } from "../../../core/chat-model.ts";
import { runInTime } from "../node/run-in-time.ts";
import { checkAnswer } from "./check-answer.ts";
import { checkByPattern, checkBySchema } from "./check-by-schema.ts";

const schema = { type: "object", properties: { s: { type: "array", uniqueItems: true } } };
const unheldByDefault = ["responseFormat.schema.properties.s.uniqueItems"];

async function warningsOf(
  request: Pick<ChatRequest, "responseFormat" | "tools">,
  events: readonly ChatEvent[],
  checked: readonly string[] = unheldByDefault,
) {
  async function* play() {
    yield* events;
  }
  const all = await Array.fromAsync(checkAnswer(play(), request, { unheld: checked, runInTime }));
  assert.deepEqual(
    all.filter(({ type }) => type !== "warning"),
    events,
  );
  return all.flatMap((event) => (event.type === "warning" ? event.warning.message : []));
}

const said = (text: string, reason: FinishReason = "stop"): ChatEvent[] => [
  { type: "start" },
  { type: "text-delta", text: text.slice(0, 3) },
  { type: "text-delta", text: text.slice(3) },
  { type: "finish", reason, usage: {} },
];

test("`checkAnswer()` says of an answer whose schema was not held whether it fits", async () => {
  const request: Pick<ChatRequest, "responseFormat"> = { responseFormat: { type: "json-schema", schema } };
  assert.deepEqual(await warningsOf(request, said('{"s":[1,2]}')), ["The answer fits its schema."]);
  const [differs] = await warningsOf(request, said('{"s":[1,1]}'));
  assert.match(differs ?? "", /^The answer does not fit its schema: #\/s: /);
  assert.deepEqual(await warningsOf(request, said('{"s":[1', "length")), []);
  assert.deepEqual(await warningsOf(request, said('{"s":[1,1]}'), []), []);
});

test("`checkAnswer()` checks the arguments of every call", async () => {
  const tools = [
    { name: "f", parameters: { type: "object", properties: { n: { type: "integer" } }, required: ["n"] } },
  ];
  const call = (argumentsJson: string): ChatEvent[] => [
    { type: "tool-call", id: "1", name: "f", argumentsJson },
    { type: "finish", reason: "tool-call", usage: {} },
  ];
  const none: readonly string[] = [];
  assert.deepEqual(await warningsOf({ tools }, call('{"n":1}'), none), []);
  assert.match(
    (await warningsOf({ tools }, call('{"n":"1"}'), none))[0] ?? "",
    /^The call of f does not fit its schema/,
  );
  const unheld = ["tools[0].parameters.not"];
  assert.deepEqual(await warningsOf({ tools }, call('{"n":1}'), unheld), ["The call of f fits its schema."]);
});

test("`checkBySchema()` and `checkByPattern()` end in time, whatever the schema says", () => {
  const slow = checkByPattern("(a+)+b", "a".repeat(60), runInTime);
  assert.equal(slow.type, "unchecked");
  const alike = { type: "object", properties: { k: { $ref: "#/$defs/u" } }, required: ["k"] };
  const doubling = { $defs: { u: { anyOf: [alike, alike, { const: 1 }] } }, $ref: "#/$defs/u" };
  let deep: unknown = 2;
  for (let level = 0; level < 40; level++) deep = { k: deep };
  assert.notEqual(checkBySchema(doubling, deep, runInTime).type, "fits");
  assert.equal(checkBySchema({ pattern: "(?i)a" }, "a", runInTime).type, "unchecked");
  assert.equal(checkBySchema({ $ref: "https://example.com/x" }, 1, runInTime).type, "unchecked");
  assert.equal(checkBySchema({ type: "string", nullable: true }, null, runInTime).type, "fits");
});
