import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { it } from "node:test";
import { fileURLToPath } from "node:url";
import { collectAnswer } from "../../../test/contract/collect-answer.ts";
import type { LoadOptions } from "../../core/engine.ts";
import { createOnnxEngine } from "./create-onnx-engine.ts";

/** Computes with the processor what a graphics card would; it comes with Chromium and needs libvulkan1. */
const SOFTWARE_ADAPTER = "/usr/lib/chromium/vk_swiftshader_icd.json";
// Read by the loader of Vulkan, when the first adapter is asked for.
if (existsSync(SOFTWARE_ADAPTER)) {
  process.env.VK_DRIVER_FILES ??= SOFTWARE_ADAPTER;
  process.env.VK_ICD_FILENAMES ??= SOFTWARE_ADAPTER;
}

const path = fileURLToPath(new URL("../../../test/fixtures/onnx/assay-notes-micro/onnx/model.onnx", import.meta.url));
const engine = createOnnxEngine();
const gpu = (await engine.probe()).devices.find(({ device }) => device === "gpu");

/** Two turns of a conversation: of the second, the beginning is known. */
async function converse(options: LoadOptions) {
  await using model = await engine.load({ type: "file", path }, options);
  const { chat } = model;
  assert.ok(chat);
  const first = { role: "user", content: "Tell a story about local models." } as const;
  const ask = { temperature: 0, maxTokens: 12 };
  const { text } = await collectAnswer(chat, { ...ask, messages: [first] });
  const messages = [first, { role: "assistant", content: text }, { role: "user", content: "Go on." }] as const;
  const second = await collectAnswer(chat, { ...ask, messages });
  return { device: model.info.device, texts: [text, second.text] };
}

it("the onnx engine answers on WebGPU as it does on the processor", {
  skip: gpu?.available === true ? false : `there is no adapter for WebGPU: ${gpu?.because}`,
}, async () => {
  const found = await converse({ device: "gpu" });
  assert.equal(found.device, "gpu");
  assert.deepEqual(found.texts, (await converse({ threads: 1 })).texts);
});

it("the onnx engine says what to do where there is no adapter for WebGPU", {
  skip: gpu?.available === true ? "there is one" : false,
}, async () => {
  await assert.rejects(converse({ device: "gpu" }), { code: "device-absent", hint: /driver.*CPU/ });
});
