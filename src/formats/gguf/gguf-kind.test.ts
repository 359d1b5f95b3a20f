import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ggufKind, requireModelKind } from "./gguf-kind.ts";

function headerOf(architecture: string, metadata: Readonly<Record<string, string | number>> = {}) {
  return { architecture, metadata: new Map(Object.entries(metadata)), parameters: 1, requiredBytes: 1 };
}

describe("ggufKind()", () => {
  it("tells what belongs to a model by the names that tools give", () => {
    assert.equal(ggufKind("mmproj-model-f16.gguf"), "projector");
    assert.equal(ggufKind("dir/model-mmproj-f16.gguf"), "projector");
    assert.equal(ggufKind("m.imatrix.gguf"), "importance-matrix");
    assert.equal(ggufKind("m-00002-of-00003.gguf"), "later-part");
    assert.equal(ggufKind("m-00001-of-00003.gguf"), "chat");
  });

  it("believes a header where the name tells nothing", () => {
    assert.equal(ggufKind("vision.gguf", headerOf("clip")), "projector");
    assert.equal(ggufKind("vision.gguf", headerOf("llama", { "general.type": "mmproj" })), "projector");
    assert.equal(ggufKind("lora-adapter.gguf", headerOf("llama", { "general.type": "adapter" })), "adapter");
    assert.equal(ggufKind("m.gguf", headerOf("llama", { "general.type": "model" })), "chat");
    assert.equal(ggufKind("m.gguf", headerOf("bert", { "bert.pooling_type": 1 })), "embedding");
    assert.equal(ggufKind("m.gguf", headerOf("bert", { "bert.pooling_type": 4 })), "chat");
  });
});

describe("requireModelKind()", () => {
  it("says what a file is that is no model", () => {
    const adapter = headerOf("llama", { "general.type": "adapter" });
    assert.throws(() => requireModelKind("a.gguf", adapter), {
      code: "model-invalid",
      message: /adapter/,
      hint: /merges/,
    });
    assert.equal(requireModelKind("m.gguf", headerOf("llama")), "chat");
  });
});
