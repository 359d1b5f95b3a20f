import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../fixtures/service/ask.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const messages = [{ role: "user", content: "a secret question" }];

test("/metrics counts requests, tokens and times by route and model, and repeats nothing that a client made up", async (t) => {
  const { url, baseUrl } = await startTestService(t, { models: { two: { script: { tokens: ["a", "b"] } } } });
  await ask(`${baseUrl}/chat/completions`, "POST", { model: "two", messages });
  await ask(`${baseUrl}/chat/completions`, "POST", { model: "two", messages, stream: true });
  await ask(`${baseUrl}/chat/completions`, "POST", { model: "made-up-name", messages });
  await ask(`${url}/made/up/path`, "GET");
  const { text, headers } = await ask(`${url}/metrics`, "GET");
  assert.match(headers.get("content-type") ?? "", /^text\/plain/);
  const model = /assay_completion_tokens_total\{model="(two[^"]*)"\} 4/.exec(text)?.[1];
  assert.ok(model);
  for (const line of [
    'assay_http_requests_total{route="/v1/chat/completions",status="200"} 2',
    'assay_http_requests_total{route="/v1/chat/completions",status="404"} 1',
    'assay_http_requests_total{route="unknown",status="404"} 1',
    `assay_time_to_first_token_seconds_count{model="${model}"} 2`,
    `assay_answer_duration_seconds_count{model="${model}"} 2`,
    `assay_prompt_tokens_total{model="${model}"} 8`,
    `assay_model_loaded{model="${model}"} 1`,
    `assay_model_active_requests{model="${model}"} 0`,
    `assay_model_waiting_requests{model="${model}"} 0`,
  ])
    assert.ok(text.includes(line), line);
  assert.match(text, /^process_resident_memory_bytes \d+/m);
  assert.doesNotMatch(text, /made-up-name|made\/up|secret/);
});
