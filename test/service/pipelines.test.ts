import assert from "node:assert/strict";
import { test } from "node:test";
import { chatCompletionSchema } from "../../src/wire/openai/server/answer-schemas.ts";
import { ask, readFrames } from "../fixtures/service/ask.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const messages = [{ role: "user", content: "hi" }];
const models = {
  slm: { script: { tokens: ["a", " draft"] } },
  llm: { script: { tokens: ["re", "fined"] } },
  brief: { pipeline: { draftRefine: { draft: "slm", refine: "llm", when: { priority: ["high"] } } } },
  nested: { pipeline: { router: { routes: [{ model: "brief", tasks: ["brief"] }], otherwise: "slm" } } },
  loop: { pipeline: { router: { routes: [{ model: "loop", tasks: ["x"] }], otherwise: "slm" } } },
};

test("a pipeline is listed and answers under its name, and its parts are loaded once for all of them", async (t) => {
  const { baseUrl, url } = await startTestService(t, { models });
  const listed = await ask(`${baseUrl}/models`, "GET");
  assert.ok(listed.body.data.some(({ id }: { id: string }) => id.startsWith("brief")));
  const chat = (body: object) => ask(`${baseUrl}/chat/completions`, "POST", { messages, ...body });
  const plain = await chat({ model: "brief" });
  chatCompletionSchema.parse(plain.body);
  assert.deepEqual([plain.body.choices[0].message.content, plain.body.steps], ["a draft", undefined]);
  const high = { metadata: { priority: "high" }, include_steps: true };
  const { body } = await chat({ model: "brief", ...high });
  chatCompletionSchema.parse(body);
  assert.equal(body.choices[0].message.content, "refined");
  assert.deepEqual(
    body.steps.map(({ name, state }: Record<string, string>) => `${name} ${state}`),
    ["draft started", "draft finished", "refine started", "refine finished"],
  );
  const nested = await chat({ model: "nested", metadata: { priority: "high", task: "brief" } });
  assert.equal(nested.body.choices[0].message.content, "refined");
  const { text } = await ask(`${url}/metrics`, "GET");
  assert.match(text, /assay_pipeline_steps_total\{model="brief[^"]*",step="refine",state="skipped"\} 1/);
  const loaded = await ask(`${url}/openai/loadedmodels`, "GET");
  assert.equal(loaded.body.filter((name: string) => name.startsWith("slm")).length, 1);
});

test("steps of a stream are frames without choices, where the client asks for them", async (t) => {
  const { baseUrl } = await startTestService(t, { models });
  const body = { model: "brief", messages, stream: true, include_steps: true };
  const { text } = await ask(`${baseUrl}/chat/completions`, "POST", body);
  const steps = readFrames(text).flatMap((frame) => frame.step ?? []);
  assert.deepEqual(
    steps.map(({ name, state }) => `${name} ${state}`),
    ["draft started", "draft finished", "refine skipped"],
  );
  const without = await ask(`${baseUrl}/chat/completions`, "POST", { ...body, include_steps: undefined });
  assert.doesNotMatch(without.text, /"step"/);
});

test("a pipeline within itself is refused when it is asked, and keeps no other from being listed", async (t) => {
  const { baseUrl } = await startTestService(t, { models });
  const refused = await ask(`${baseUrl}/chat/completions`, "POST", { model: "loop", messages });
  assert.equal(refused.status >= 400, true);
  assert.match(refused.body.error.message, /loop is a part of itself: loop > loop/);
  assert.equal((await ask(`${baseUrl}/models`, "GET")).status, 200);
});
