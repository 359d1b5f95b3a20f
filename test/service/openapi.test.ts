import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../fixtures/service/ask.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const METHODS = ["get", "post", "put", "patch", "delete"];

test("/openapi.json describes every route, and every route that it describes is there", async (t) => {
  const { url } = await startTestService(t);
  const { body: document } = await ask(`${url}/openapi.json`, "GET");
  assert.equal(document.openapi, "3.1.0");
  assert.ok(document.info.title && document.info.version);
  const text = JSON.stringify(document);
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
    assert.ok(document.components.schemas[name ?? ""], `${name} is defined`);
  for (const path of [
    "/v1/chat/completions",
    "/v1/completions",
    "/v1/embeddings",
    "/v1/responses",
    "/v1/models",
    "/health",
  ])
    assert.ok(document.paths[path], path);
  for (const [path, operations] of Object.entries<Record<string, { summary?: string; tags?: string[] }>>(
    document.paths,
  ))
    for (const [method, { summary, tags }] of Object.entries(operations)) {
      assert.ok(METHODS.includes(method), `${path}: ${method}`);
      assert.ok(summary, `${method} ${path} has a summary`);
      assert.ok(tags?.length, `${method} ${path} has a tag`);
      if (path === "/shutdown") continue;
      const answer = await ask(
        `${url}${path.replaceAll(/\{\w+\}|\*/g, "x")}`,
        method.toUpperCase(),
        method === "get" ? undefined : {},
      );
      assert.notEqual(answer.body?.error?.code, "unknown_route", `${method} ${path}`);
      assert.notEqual(answer.status, 405, `${method} ${path}`);
    }
});

test("the document's schema of a chat says what the routes check", async (t) => {
  const { url } = await startTestService(t);
  const { body: document } = await ask(`${url}/openapi.json`, "GET");
  const { schema } = document.paths["/v1/chat/completions"].post.requestBody.content["application/json"];
  assert.deepEqual(schema.required, ["model", "messages"]);
  assert.ok(schema.properties.temperature);
  const answers = document.paths["/v1/chat/completions"].post.responses;
  assert.match(JSON.stringify(answers["200"]), /ChatCompletion/);
  assert.match(JSON.stringify(answers["4XX"] ?? answers["4xx"]), /Error/);
});
