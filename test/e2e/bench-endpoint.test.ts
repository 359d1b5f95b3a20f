import assert from "node:assert/strict";
import { test } from "node:test";
import { startOpenAiServer } from "../fixtures/openai-server/start-openai-server.ts";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

const PROMPTS = JSON.stringify([{ id: "greet", prompt: "Greet.", facets: ["hello", "world"] }]);
const FLAGS = ["--prompts", "prompts.json", "--rounds", "2", "--no-calibration", "--json"];

test("`assay bench` measures an endpoint with a nonce in front, and labels its quality with it", async (context) => {
  // A single token: however busy the machine is, its arrival is that of the first one.
  await using server = await startOpenAiServer({ models: ["m"], tokens: ["Hello, world."] });
  const cwd = makeFolder(context, { "prompts.json": PROMPTS });
  const { code, stdout, stderr } = await runCli(["bench", `${server.baseUrl}#m`, ...FLAGS], { cwd });
  assert.equal(code, 0, stderr);
  const [card] = JSON.parse(stdout).summary.scorecards;
  assert.equal(card.facets.found, 2);
  assert.equal(card.facets.withNonce, true);
  assert.ok(card.metrics.ttft.n === 2 && card.metrics.e2e.n === 2);
  const asked = server.requests
    .flatMap(({ body }) => body?.messages ?? [])
    .map((message) => (message as { content: string }).content);
  const nonces = asked.map((content: string) => /^\[(\w+)\] Greet\.$/.exec(content)?.[1]);
  assert.equal(new Set(nonces).size, nonces.length);
  assert.ok(nonces.every((nonce: string | undefined) => nonce !== undefined));
});

test("`assay bench` lets an endpoint's own cache be when told so, and asks for the answer in one piece", async (context) => {
  await using server = await startOpenAiServer({ models: ["m"] });
  const cwd = makeFolder(context, { "prompts.json": PROMPTS });
  const flags = [...FLAGS, "--prefix-cache", "on", "--no-stream"];
  const { stdout } = await runCli(["bench", `${server.baseUrl}#m`, ...flags], { cwd });
  const [card] = JSON.parse(stdout).summary.scorecards;
  assert.equal(card.facets.withNonce, false);
  assert.equal(card.metrics.ttft, undefined);
  assert.ok(server.requests.every(({ path, body }) => path === "/v1/models" || body?.stream === false));
});

test("`assay bench` says of an endpoint that is down what to do, and names no key", async (context) => {
  const cwd = makeFolder(context, { "prompts.json": PROMPTS });
  const env = { OPENAI_API_KEY: "sk-secret-1234567890" };
  const { code, stdout, stderr } = await runCli(["bench", "http://127.0.0.1:9/v1#m", ...FLAGS], { cwd, env });
  assert.equal(code, 2);
  const { error } = JSON.parse(stdout);
  assert.equal(error.code, "endpoint-unreachable");
  assert.ok(error.hint);
  assert.doesNotMatch(stdout + stderr, /sk-secret/);
});

test("a plain name means the service of FOUNDRY_LOCAL_ENDPOINT, with or without /v1", async (context) => {
  await using server = await startOpenAiServer({ models: ["phi-4-mini"] });
  const cwd = makeFolder(context, { "prompts.json": PROMPTS });
  for (const endpoint of [server.baseUrl, server.baseUrl.replace(/\/v1$/, "")]) {
    const env = { FOUNDRY_LOCAL_ENDPOINT: endpoint };
    const { code, stdout, stderr } = await runCli(["bench", "phi-4-mini", ...FLAGS], { cwd, env });
    assert.equal(code, 0, stderr);
    assert.equal(JSON.parse(stdout).summary.scorecards[0].status, "ok");
  }
  assert.ok(server.requests.every(({ path, body }) => path === "/v1/models" || body?.model === "phi-4-mini"));
});

test("`assay bench` asks an endpoint about a model that it does not list, and measures it when it answers", async (context) => {
  await using server = await startOpenAiServer({ models: ["other"] });
  const cwd = makeFolder(context, { "prompts.json": PROMPTS });
  const known = await runCli(["bench", `${server.baseUrl}#m`, ...FLAGS], { cwd });
  assert.equal(known.code, 0, known.stderr);
  await using strict = await startOpenAiServer({
    models: ["other"],
    modes: [{ type: "status", status: 404, message: "no such model m" }],
  });
  const unknown = await runCli(["bench", `${strict.baseUrl}#m`, ...FLAGS], { cwd });
  assert.equal(unknown.code, 2);
  assert.match(JSON.parse(unknown.stdout).error.message, /no such model m/);
});
