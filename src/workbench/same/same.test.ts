import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type TestContext, test } from "node:test";
import { coarsenWeights, replaceText } from "../../../test/fixtures/gguf/alter-gguf.ts";
import { startOpenAiServer } from "../../../test/fixtures/openai-server/start-openai-server.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import { findRealModel } from "../../../test/real-models.ts";
import type { AssayError } from "../../core/errors.ts";
import { explainVerdict } from "../../sameness/describe-verdict.ts";
import { createEngines } from "../create-engines.ts";
import { readWorkspace } from "../workspace.ts";
import { type SameOptions, same } from "./same.ts";

const MICRO = resolve("models/assay-notes-micro-q8_0.gguf");
const PROMPTS = JSON.stringify([
  {
    id: "first",
    prompt:
      "Write a summary of the meeting in two sentences.\n\nNotes:\nProject Lehe - meeting on Friday\n* We decided to choose Gonati as the vendor.\n* Clara: I will draft the release notes by November 14.",
    facets: ["Gonati"],
  },
  {
    id: "second",
    prompt:
      "List the action items.\n\nNotes:\nProject Muve - meeting on Monday\n* Helen has to prepare the user survey before Wednesday.\n* The room was too warm.",
    facets: ["survey"],
  },
]);

/** A project without a llama-server and without Foundry Local, whatever the machine has. */
async function openProject(test: TestContext, files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const directory = makeFolder(test, { "prompts.json": PROMPTS, ...files });
  const env = { ...process.env, ASSAY_HOME: join(directory, "home"), PATH: directory };
  const workspace = await readWorkspace({ directory, env });
  const base = { prompts: "prompts.json", maxTokens: 32, rounds: 0, workspace, engines: createEngines(workspace) };
  return { directory, run: (options: Partial<SameOptions>) => same({ ...base, model: MICRO, ...options }) };
}

test("`same()` finds a model equal to a copy of itself, and measures both in turns", async (context) => {
  const { run } = await openProject(context, { "copy.gguf": readFileSync(MICRO) });
  const { result, written } = await run({ others: ["copy.gguf"], rounds: 2 });
  const [comparison] = result.comparisons;
  assert.deepEqual(comparison?.verdict, { type: "same", weights: "rounding" });
  assert.equal(comparison?.scores?.noise, 0);
  assert.equal(result.runtimes.length, 2);
  for (const { speed, facets } of result.runtimes) {
    assert.ok(speed !== undefined);
    assert.equal(facets?.expected, 2);
  }
  for (const path of [written.json, written.markdown, written.html]) assert.ok(path && existsSync(path));
});

test("`same()` finds a planted fault of the template: a copy whose newline became a space", async (context) => {
  const copy = replaceText(MICRO, "'<|im_end|>' + '\n'", "'<|im_end|>' + ' '");
  const { run } = await openProject(context, { "copy.gguf": copy });
  const { result } = await run({ others: ["copy.gguf"] });
  const [comparison] = result.comparisons;
  // The reference's own text is scored by both, so that the fault of the template is none of the weights.
  assert.deepEqual(comparison?.verdict, { type: "template", weights: "rounding", prompt: "first" });
  const [rendering] = comparison?.prompts.map(({ rendering }) => rendering) ?? [];
  assert.ok(rendering?.type === "text");
  assert.match(rendering.ours, /<\|im_end\|>\n/);
  assert.match(rendering.theirs, /<\|im_end\|> /);
});

test("`same()` finds a planted default system message", async (context) => {
  const template = `{{ '<|im_start|>system\\nBe brief.<|im_end|>\\n' }}{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}`;
  const models = { schema: 1, models: { chatty: { file: MICRO, template: "chatty.jinja" } } };
  const { run } = await openProject(context, { "chatty.jinja": template, "models.json": JSON.stringify(models) });
  const { result } = await run({ others: ["chatty"] });
  const [comparison] = result.comparisons;
  assert.equal(comparison?.verdict.type, "template");
  assert.match(comparison === undefined ? "" : explainVerdict(comparison).join("\n"), /system.*Be brief/);
});

test("`same()` finds a planted quantisation: a copy whose weights are coarse", async (context) => {
  const { run } = await openProject(context, { "coarse.gguf": coarsenWeights(MICRO, 64) });
  const { result } = await run({ others: ["coarse.gguf"] });
  const [comparison] = result.comparisons;
  assert.equal(comparison?.verdict.type, "weights");
  assert.ok((comparison?.scores?.noise ?? 0) > 0.3, `${comparison?.scores?.noise}`);
});

test("`same()` keeps a runtime that fails with its reason, and says of an endpoint what it does not tell", async (context) => {
  await using server = await startOpenAiServer({
    models: ["m"],
    modes: [{ type: "refuses-fields", fields: ["logprobs"] }],
  });
  const base = replaceText(MICRO, "tokenizer.chat_template", "tokenizer.chat_tomplate");
  const { run } = await openProject(context, { "base.gguf": base });
  const failures: string[] = [];
  const { result } = await run({
    others: ["base.gguf", "missing.gguf", `${server.baseUrl}#m`],
    onFailure: (target) => failures.push(target),
  });
  const [, noTemplate, missing, endpoint] = result.runtimes;
  assert.match(noTemplate?.reading.error?.message ?? "", /template/);
  assert.equal(missing?.reading.error?.code, "model-missing");
  assert.equal(failures.length, 2);
  assert.deepEqual(endpoint?.reading.notes, [
    "does not show the prompt that it reads",
    "refuses to give log-probabilities",
  ]);
  const [comparison, ...others] = result.comparisons;
  assert.equal(others.length, 0);
  assert.equal(comparison?.scores, undefined);
  assert.equal(comparison?.verdict.weights, "unknown");
});

test("`same()` refuses what cannot be compared, and says how it could be", async (context) => {
  const { run } = await openProject(context);
  await assert.rejects(run({}), (error: AssayError) => {
    assert.match(error.message, /Only one runtime/);
    assert.match(error.message, /llama-server: .*neither on PATH.*\n.*Foundry Local: .*\nONNX Runtime: /);
    assert.deepEqual(error.remedies, ["name-runtime"]);
    return true;
  });
  await assert.rejects(run({ model: "nothing-of-this-name" }), { code: "unknown-model" });
  await assert.rejects(run({ model: "all-minilm-l6-v2" }), { code: "unsupported" });
});

test("`same()` keeps what was read when it is stopped", async (context) => {
  const { run } = await openProject(context, { "copy.gguf": readFileSync(MICRO) });
  const stop = new AbortController();
  const { result, written } = await run({
    others: ["copy.gguf"],
    signal: stop.signal,
    onRead: ({ runtime, prompt }) => runtime === "copy" && prompt === "second" && stop.abort(),
  });
  assert.equal(result.status, "stopped");
  assert.equal(result.comparisons[0]?.prompts.length, 1);
  assert.ok(written.json !== undefined && existsSync(written.json));
});

const smollm2 = findRealModel("smollm2");
const onnx = process.env.ASSAY_SAME_ONNX;
const skip =
  smollm2.missing ?? (onnx === undefined ? "ASSAY_SAME_ONNX names no ONNX folder in fp32 of SmolLM2's numbers" : false);

test("`same()` shows that llama.cpp and ONNX Runtime part at the first token by a near tie", {
  skip,
}, async (context) => {
  const prompts = JSON.stringify([{ id: "capital", prompt: "What is the capital of France?", facets: ["Paris"] }]);
  const { run } = await openProject(context, { "prompts.json": prompts });
  const { result } = await run({ model: smollm2.path, others: [onnx ?? ""] });
  const [comparison] = result.comparisons;
  assert.deepEqual(comparison?.verdict, { type: "near-tie", weights: "rounding", prompt: "capital" });
  const [{ answers, rendering } = assert.fail("no prompt was compared")] = comparison?.prompts ?? [];
  assert.equal(rendering.type, "equal");
  assert.equal(answers.divergence?.token, 1);
  assert.deepEqual([answers.divergence.ours.token, answers.divergence.theirs.token], ["L", "The"]);
  assert.deepEqual(
    result.runtimes.map(({ facets }) => facets?.found),
    [0, 1],
  );
});
