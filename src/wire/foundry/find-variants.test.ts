import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compareVariants, findVariants } from "./find-variants.ts";
import { parseModelId } from "./model-id.ts";

const toVariants = (...ids: readonly string[]) => ids.map((id) => ({ id }));

describe("compareVariants()", () => {
  it("puts variants in Foundry Local's order, then the highest version, then the newest", () => {
    const ordered = [
      { id: "m-qnn-npu:1" },
      { id: "m-openvino-gpu:1" },
      { id: "m-cuda-gpu:1" },
      { id: "m-generic-gpu:1" },
      { id: "m-openvino-cpu:1" },
      { id: "m-generic-cpu:10" },
      { id: "m-generic-cpu:9", createdAt: 2 },
      { id: "n-generic-cpu:9", createdAt: 1 },
      { id: "custom" },
    ];
    assert.deepEqual([...ordered].reverse().sort(compareVariants), ordered);
    assert.deepEqual([...ordered].sort(compareVariants), ordered);
  });
});

describe("findVariants()", () => {
  const listed = [
    { id: "Phi-4-mini-instruct-generic-cpu:4", alias: "phi-4-mini" },
    { id: "Phi-4-mini-instruct-generic-cpu:5", alias: "phi-4-mini" },
    { id: "Phi-4-mini-instruct-generic-gpu:5", alias: "phi-4-mini" },
    { id: "Phi-4-generic-gpu:1", alias: "phi-4" },
  ];
  const found = (name: string, among: readonly { id: string }[] = listed) =>
    findVariants(name, among)?.variants.map(({ id }) => id);

  it("takes an id with its version, and the highest version of one without, in any case", () => {
    assert.deepEqual(found("phi-4-MINI-instruct-generic-cpu:4"), ["Phi-4-mini-instruct-generic-cpu:4"]);
    assert.equal(found("PHI-4-mini-instruct-generic-cpu")?.[0], "Phi-4-mini-instruct-generic-cpu:5");
    assert.equal(found("phi-4-mini-instruct-generic-cpu:3"), undefined);
  });

  it("takes an alias for all its variants, best first", () => {
    assert.deepEqual(found(" Phi-4-Mini "), [
      "Phi-4-mini-instruct-generic-gpu:5",
      "Phi-4-mini-instruct-generic-cpu:5",
      "Phi-4-mini-instruct-generic-cpu:4",
    ]);
    assert.deepEqual(found("phi-4"), ["Phi-4-generic-gpu:1"]);
  });

  it("reads aliases out of ids where the list names none, and takes no longer name for a shorter one", () => {
    const bare = toVariants("Phi-4-mini-instruct-generic-cpu:5", "Phi-4-generic-gpu:1", "gpt-oss-20b-cuda-gpu:1");
    assert.deepEqual(found("phi-4-mini", bare), ["Phi-4-mini-instruct-generic-cpu:5"]);
    assert.deepEqual(found("phi-4", bare), ["Phi-4-generic-gpu:1"]);
    assert.deepEqual(found("gpt-oss-20b", bare), ["gpt-oss-20b-cuda-gpu:1"]);
    assert.equal(found("phi", bare), undefined);
    assert.equal(found("", bare), undefined);
  });
});

describe("parseModelId()", () => {
  it("takes ids apart as far as they say something", () => {
    assert.deepEqual(parseModelId("qwen2.5-0.5b-instruct-openvino-npu:12"), {
      name: "qwen2.5-0.5b-instruct-openvino-npu",
      version: 12,
      model: "qwen2.5-0.5b-instruct",
      vendor: "openvino",
      device: "npu",
    });
    const { name, version, model, vendor, device } = parseModelId("llama-3.2");
    assert.deepEqual(
      [name, version, model, vendor, device],
      ["llama-3.2", undefined, "llama-3.2", undefined, undefined],
    );
    assert.equal(parseModelId("my-model-cpu").vendor, undefined);
  });
});
