import assert from "node:assert/strict";
import { test } from "node:test";
import { startOpenAiServer } from "../fixtures/openai-server/start-openai-server.ts";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

const MODELS = JSON.stringify({
  echo: { script: { tokens: ["one ", "two ", "three"], firstTokenMs: 1, tokenMs: 1 } },
  slow: { script: { tokens: Array.from({ length: 200 }, () => "word "), tokenMs: 50 } },
  gone: { file: "gone.gguf", licence: "cc-by-nc-4.0" },
  bare: { capabilities: ["chat"], size_mb: 2200 },
});

test("`assay model list` tells of each name who lists it and whether its file is there", async (context) => {
  const cwd = makeFolder(context, { "models.json": MODELS });
  const text = await runCli(["model", "list"], { cwd });
  assert.equal(text.code, 0, text.stderr);
  assert.match(text.stdout, /^notes-mini:q8_0 \*\s+6\.27 MB\s+1024\s+Apache-2\.0\s+built-in\s+here$/m);
  assert.match(text.stdout, /^gone\s+-\s+-\s+cc-by-nc-4\.0 \(not commercial\)\s+project\s+file missing$/m);
  assert.match(text.stdout, /^bare\s+2\.20 GB\s+-\s+-\s+project\s+no source named$/m);
  const { models } = JSON.parse((await runCli(["model", "list", "--json"], { cwd })).stdout);
  const states = Object.fromEntries(models.map(({ id, state }: { id: string; state: string }) => [id, state]));
  const ours = Object.entries(states).filter(([, state]) => state !== "downloadable");
  assert.equal(states["qwen2.5-0.5b:q4_k_m"], "downloadable");
  assert.match(text.stdout, /^phi-4-mini\s+2\.49 GB\s+131,072\s+tools\s+MIT\s+q4_k_m\* onnx$/m);
  assert.deepEqual(Object.fromEntries(ours), {
    "notes-micro:q4_0": "ready",
    "notes-micro:q8_0": "ready",
    "notes-mini:q4_0": "ready",
    "notes-mini:q8_0": "ready",
    "all-minilm-l6-v2:q8_0": "ready",
    echo: "scripted",
    slow: "scripted",
    gone: "missing",
    bare: "no-source",
  });
});

test("`assay model list` adds what the service of FOUNDRY_LOCAL_ENDPOINT offers, and goes on without it", async (context) => {
  await using server = await startOpenAiServer({ models: ["phi-4-mini"] });
  const cwd = makeFolder(context, { ".env": `FOUNDRY_LOCAL_ENDPOINT=${server.baseUrl} # the workshop's` });
  const { stdout } = await runCli(["model", "list", "--json"], { cwd });
  const found = JSON.parse(stdout).models.find(({ id }: { id: string }) => id === "phi-4-mini");
  assert.equal(found?.origin, "endpoint");
  const env = { FOUNDRY_LOCAL_ENDPOINT: "http://127.0.0.1:9" };
  const silent = await runCli(["model", "list"], { cwd, env });
  assert.equal(silent.code, 0);
  assert.match(silent.stdout, /notes-micro:q4_0/);
  assert.match(silent.stderr, /warning: FOUNDRY_LOCAL_ENDPOINT: No server answers at/);
});

test("`assay model info` tells what the file says, its digest and whether it fits", async (context) => {
  const cwd = makeFolder(context, { "models.json": MODELS, "text.gguf": "no model at all" });
  const { stdout, code } = await runCli(["model", "info", "notes-micro:q4_0", "--json"], { cwd });
  assert.equal(code, 0);
  const [model] = JSON.parse(stdout).models;
  assert.equal(model.contentDigest, "42963f1b7985ba7906674b1e989c5c316f716066a89664cddb7a8e037bd05599");
  assert.equal(model.commercialUse, true);
  const { availableBytes, needs, ...fit } = model.file.fit;
  assert.ok(availableBytes > 0);
  assert.equal(needs[0].contextTokens, 1024);
  assert.match(model.file.chatTemplate, /message/);
  assert.deepEqual(
    { ...model.file, chatTemplate: undefined, fit },
    {
      architecture: "llama",
      parameters: 1311872,
      quantisation: "q4_0",
      licence: "apache-2.0",
      chatTemplate: undefined,
      trainedContextTokens: 1024,
      fit: {
        contextTokens: 1024,
        requiredBytes: 144_612_512,
        weightsBytes: 1_130_272,
        kvBytesPer1000Tokens: 1_024_000,
        isUpperBound: false,
        sharedBytes: 268_435_456,
      },
    },
  );
  const missing = await runCli(["model", "info", "gone"], { cwd });
  assert.equal(missing.code, 1);
  assert.match(missing.stdout, /\(not there\)[\s\S]*not permitted[\s\S]*error: The file .* is not there/);
  const invalid = await runCli(["model", "info", "text.gguf"], { cwd });
  assert.equal(invalid.code, 1);
  assert.match(invalid.stdout, /is no complete GGUF file/);
  const unknown = await runCli(["model", "info", "notes-mcro"], { cwd });
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /hint: .*notes-micro/);
});

test("`assay model run --prompt` writes only the answer, and the figures only when asked for", async (context) => {
  const cwd = makeFolder(context, { "models.json": MODELS });
  const plain = await runCli(["model", "run", "echo", "--prompt", "hi"], { cwd });
  assert.deepEqual(plain, { code: 0, stdout: "one two three\n", stderr: "" });
  const piped = await runCli(["model", "run", "echo", "--max-tokens", "2"], {
    cwd,
    input: "hi\n",
    env: { SHOW_USAGE: "1" },
  });
  assert.equal(piped.stdout, "one two \n");
  assert.match(piped.stderr, /ms to the first token · .* tokens\/s · \d+ \+ 2 tokens · cut at the token limit/);
  const { stdout } = await runCli(["model", "run", "echo", "--prompt", "hi", "--json"], { cwd });
  const answer = JSON.parse(stdout);
  assert.equal(answer.text, "one two three");
  assert.equal(answer.finishReason, "stop");
  assert.equal(answer.usage.completionTokens, 3);
  assert.ok(answer.timings.ttftMs > 0 && answer.timings.e2eMs >= answer.timings.ttftMs);
});

test("`assay model run` refuses what it cannot do, with what to type instead", async (context) => {
  const cwd = makeFolder(context, { "models.json": MODELS });
  const cases: readonly (readonly [args: readonly string[], stderr: RegExp])[] = [
    [["echo"], /standard input is empty[\s\S]*--prompt/],
    [["notes-mini:*", "--prompt", "hi"], /stands for several models[\s\S]*notes-mini:q4_0/],
    [["echo", "--prompt", "hi", "--temperature", "hot"], /--temperature must be a number from 0 to 2/],
  ];
  for (const [args, stderr] of cases) {
    const result = await runCli(["model", "run", ...args], { cwd });
    assert.equal(result.code, 2, args.join(" "));
    assert.match(result.stderr, stderr);
  }
});

test("`assay model run` runs a shipped model in a process of its own", async (context) => {
  const cwd = makeFolder(context);
  const args = ["--prompt", "Extract the action items.", "--temperature", "0", "--max-tokens", "5", "--json"];
  const { stdout, stderr, code } = await runCli(["model", "run", "notes-micro", ...args], { cwd });
  assert.equal(code, 0, stderr);
  const answer = JSON.parse(stdout);
  assert.equal(answer.model, "notes-micro:q8_0");
  assert.equal(answer.usage.source, "engine");
  assert.ok(answer.usage.completionTokens <= 5 && answer.text.length > 0);
});

test("Ctrl-C ends `assay model run` with what had come, and the exit code of an interrupt", {
  // Windows has no signal for one process: there a kill is a kill.
  skip: process.platform === "win32",
}, async (context) => {
  const cwd = makeFolder(context, { "models.json": MODELS });
  let isSent = false;
  const { code, stdout } = await runCli(["model", "run", "slow", "--prompt", "hi"], {
    cwd,
    onOutput(child, text) {
      if (!isSent && text.includes("word word")) isSent = child.kill("SIGINT");
    },
  });
  assert.equal(code, 130);
  assert.match(stdout, /^word word/);
  assert.ok(stdout.length < 200 * "word ".length);
});
