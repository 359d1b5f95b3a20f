import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { it } from "node:test";
import { allowInt8Products } from "../../src/engines/onnx/graph/allow-int8-products.ts";
import { createDecoder } from "../../src/engines/onnx/graph/decoder.ts";
import { readVocabulary } from "../../src/engines/onnx/graph/vocabulary.ts";
import { loadRuntime } from "../../src/engines/onnx/load-runtime.ts";
import type { GraphSource } from "../../src/engines/onnx/native/open-runtime.ts";
import { readOnnxFolder } from "../../src/formats/onnx/facts/onnx-folder.ts";
import { findBeside } from "../../src/formats/onnx/find-beside.ts";

const models = process.env.ASSAY_ONNX_MODELS;
const path = join(models ?? "", "assay-notes-mini", "onnx", "model_q4.onnx");
const prompts: readonly string[] = JSON.parse(
  readFileSync(new URL("../../prompts/meeting-notes.json", import.meta.url), "utf8"),
).map(({ prompt }: { readonly prompt: string }) => prompt);

/** The likeliest answers to the prompts. */
async function answerAll(graph: GraphSource): Promise<readonly string[]> {
  const files = findBeside(path);
  const folder = await readOnnxFolder(files);
  const vocabulary = await readVocabulary(files, folder);
  const runtime = await loadRuntime();
  const session = runtime.createSession(graph, { threads: 1 });
  const decoder = await createDecoder(runtime, session, folder.config);
  const answers: string[] = [];
  for (const prompt of prompts) {
    const cache = decoder.createCache();
    const text = `<|im_start|>user\n${prompt}<|im_end|>\n<|im_start|>assistant\n`;
    const answer: number[] = [];
    let next = vocabulary.tokenize(text, true);
    while (answer.length < 120) {
      const { last } = await decoder.compute(cache, next);
      const token = last.indexOf(last.reduce((most, score) => Math.max(most, score)));
      if (vocabulary.isEndOfGeneration(token)) break;
      answer.push(token);
      next = [token];
    }
    answers.push(vocabulary.detokenize(answer));
  }
  await session.release();
  return answers;
}

it("an ONNX model answers with products in 8 bits as it does with exact ones", {
  skip: models === undefined ? "ASSAY_ONNX_MODELS names no folder of ONNX models" : false,
}, async () => {
  const bytes = allowInt8Products(readFileSync(path));
  assert.ok(bytes);
  assert.deepEqual(await answerAll({ bytes, folder: dirname(path) }), await answerAll({ path }));
});
