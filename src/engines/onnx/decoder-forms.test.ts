import assert from "node:assert/strict";
import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { describe, it } from "node:test";
import { collectAnswer } from "../../../test/contract/collect-answer.ts";
import { makeOnnxFolder } from "../../../test/onnx/make-onnx-folder.ts";
import { type DecoderForm, makeTinyDecoder } from "../../../test/onnx/tiny-decoder.ts";
import { createOnnxEngine } from "./create-onnx-engine.ts";

const PROMPT = "- Ingrid will share the device order by January 20, and Pofili the press text before Friday.";

async function load(path: string) {
  return await createOnnxEngine().load({ type: "file", path }, { threads: 1 });
}

/** What a graph answers to a prompt, and how likely the answer's tokens are. */
async function answer(path: string) {
  await using model = await load(path);
  const { chat } = model;
  assert.ok(chat);
  const request = { messages: [], temperature: 0, logprobs: 0, maxTokens: 12 };
  const first = await collectAnswer(chat, { ...request, prompt: { text: PROMPT } });
  // Goes back to where both prompts are alike, and on from there.
  const second = await collectAnswer(chat, { ...request, prompt: { text: `${PROMPT.slice(0, -20)} Olga.` } });
  assert.ok((second.finish.usage.cachedPromptTokens ?? 0) > 10);
  const told = [first, second].flatMap(({ events }) =>
    events.flatMap((event) => (event.type === "text-delta" ? (event.logprobs ?? []) : [])),
  );
  return { text: first.text + second.text, logprobs: told.map(({ logprob }) => logprob) };
}

const FORMS: Readonly<Record<string, DecoderForm>> = {
  "places as an input": { positions: true },
  "the number of wanted scores as an input": { keep: "num_logits_to_keep" },
  "both, by another name": { positions: true, keep: "logits_to_keep" },
  "attention with grouped queries": { grouped: true },
  "attention with grouped queries, and the number of wanted scores": { grouped: true, keep: "num_logits_to_keep" },
  "lengths of the heads that only the configuration tells": { symbols: true },
  "weights in two files beside the graph": { files: ["model.onnx_data", "model.onnx_data_1"] },
};

describe("the onnx engine answers the same from graphs that differ in form", async () => {
  for (const [name, form] of Object.entries(FORMS))
    it(name, async (test) => {
      const expected = await answer(makeOnnxFolder(test, makeTinyDecoder({})));
      const found = await answer(makeOnnxFolder(test, makeTinyDecoder(form)));
      assert.equal(found.text, expected.text);
      for (const [index, logprob] of found.logprobs.entries())
        assert.ok(Math.abs(logprob - (expected.logprobs[index] ?? 0)) < 1e-3, `token ${index}: ${logprob}`);
    });

  it("keys, values and scores in half precision", async (test) => {
    const expected = await answer(makeOnnxFolder(test, makeTinyDecoder({})));
    for (const grouped of [false, true]) {
      const found = await answer(makeOnnxFolder(test, makeTinyDecoder({ precision: "float16", grouped })));
      assert.ok(Math.abs((found.logprobs[0] ?? 0) - (expected.logprobs[0] ?? 1)) < 0.05);
      assert.equal(found.logprobs.length, expected.logprobs.length);
    }
  });

  it("names of keys and values that genai_config.json tells", async (test) => {
    const names = { past: (part: string) => `past_${part}_0`, present: (part: string) => `present_${part}_0` };
    const config = {
      model: {
        decoder: {
          inputs: { past_key_names: "past_key_%d", past_value_names: "past_value_%d" },
          outputs: { present_key_names: "present_key_%d", present_value_names: "present_value_%d" },
        },
      },
    };
    const graph = makeTinyDecoder({ names });
    const found = await answer(makeOnnxFolder(test, graph, { "genai_config.json": JSON.stringify(config) }));
    assert.equal(found.text, (await answer(makeOnnxFolder(test, makeTinyDecoder({})))).text);
    await assert.rejects(load(makeOnnxFolder(test, graph)), { code: "unsupported" });
  });
});

describe("the onnx engine says what it cannot run of a graph", () => {
  it("a precision that nothing can be computed with", async (test) => {
    const path = makeOnnxFolder(test, makeTinyDecoder({ precision: "float64" }));
    await assert.rejects(load(path), { code: "unsupported", message: /float64.*float32 and float16/ });
  });

  it("an operator that the library does not have", async (test) => {
    const { nodes, ...graph } = makeTinyDecoder({});
    const strange = nodes.map((node) => (node.operator === "Softmax" ? { ...node, operator: "Hardmaxest" } : node));
    const path = makeOnnxFolder(test, { ...graph, nodes: strange });
    await assert.rejects(load(path), { code: "unsupported", message: /no operator.*Hardmaxest/ });
  });

  it("weights that are not there, or cut off", async (test) => {
    const path = makeOnnxFolder(test, makeTinyDecoder({ files: ["model.onnx_data", "weights.bin"] }));
    const file = path.replace("model.onnx", "weights.bin");
    truncateSync(file, 1000);
    await assert.rejects(load(path), { code: "model-invalid", message: /model\.onnx/ });
    rmSync(file);
    await assert.rejects(load(path), { code: "model-missing", message: /weights\.bin is missing/ });
  });

  it("a graph that is cut off, or empty", async (test) => {
    const path = makeOnnxFolder(test, makeTinyDecoder({}));
    writeFileSync(path, readFileSync(path).subarray(0, 100_000));
    await assert.rejects(load(path), { code: "model-invalid", message: /model\.onnx/, hint: /again/ });
    writeFileSync(path, "");
    await assert.rejects(load(path), { code: "model-invalid" });
  });
});
