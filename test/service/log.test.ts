import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { AssayError } from "../../src/core/errors.ts";
import { openServiceLog } from "../../src/service/log-file.ts";
import type { ModelHost } from "../../src/workbench/model-host/model-host.ts";
import { ask } from "../fixtures/service/ask.ts";
import { createPlayedModel } from "../fixtures/service/create-played-model.ts";
import { startTestService, type TestServiceOptions } from "../fixtures/service/start-test-service.ts";
import { makeFolder } from "../make-folder.ts";

const PROMPT = "what nobody else may read";

const cause = new TypeError("x is not a function");
const fail = (): never => {
  throw new AssayError({ code: "model-crashed", message: "The model has ended", cause });
};
const broken = createPlayedModel(async function* () {
  yield { type: "start" };
  fail();
});
const late = createPlayedModel(async function* () {
  yield { type: "start" };
  yield { type: "text-delta", text: "a", tokens: 1 };
  fail();
});
const wrong = createPlayedModel(() => {
  throw new AssayError({ code: "invalid-input", message: "Cannot do it", cause });
});

type Request = readonly [path: string, body?: object | undefined, method?: string];

/** What the log holds after these requests. */
async function logOf(
  context: TestContext,
  requests: readonly Request[],
  options: TestServiceOptions = { chats: { broken, late, wrong } },
): Promise<string> {
  const file = join(makeFolder(context), "service.log");
  const log = await openServiceLog(file);
  const { url } = await startTestService(context, { ...options, logger: log.logger });
  for (const [path, body, method = "POST"] of requests) await ask(`${url}${path}`, method, body);
  await log[Symbol.asyncDispose]();
  return readFileSync(file, "utf8");
}

const chat = (model: string, stream = false) =>
  ["/v1/chat/completions", { model, stream, messages: [{ role: "user", content: PROMPT }] }] as const;

for (const [what, request, host] of [
  ["an answer", chat("broken")],
  ["a stream before it begins", chat("broken", true)],
  ["a stream in its middle", chat("late", true)],
  ["a download", ["/openai/download", { model: { name: "x" } }], { download: fail }],
  ["a route of the classic service", ["/openai/models", undefined, "GET"], { listModels: fail }],
] as const)
  test(`the log tells the cause of what fails in ${what}, never what was asked`, async (context) => {
    const text = await logOf(
      context,
      [request],
      host && { context: { host: host as Partial<ModelHost> as ModelHost } },
    );
    const failures = text.split("\n").filter((line) => line.includes('"level":"error"'));
    assert.equal(failures.length, 1, text);
    const { err, msg } = JSON.parse(failures[0] ?? "");
    assert.match(msg, /^The model has ended/);
    assert.match(err.stack, /caused by: TypeError: x is not a function/);
    assert.ok(!text.includes(PROMPT));
  });

test("the log tells nothing of what is refused", async (context) => {
  const text = await logOf(context, [chat("wrong"), chat("none"), ["/v1/moderations", {}]]);
  assert.doesNotMatch(text, /"err"/);
});
