import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ModelSource } from "../core/engine.ts";
import { ENGINE_NAMES, engineDefinition, engineFor, enginesOf, enginesOfType } from "./engines.ts";

const file = (path: string): ModelSource => ({ type: "file", path });
const hub = (format: string): ModelSource => ({ type: "hub", repo: "o/m", files: [`m.${format}`], format });

describe("the table of engines", () => {
  it("makes engines of the names and capabilities that it states", async () => {
    for (const name of ENGINE_NAMES) {
      const { create, capabilities } = engineDefinition(name);
      const engine = await create({ env: {} });
      assert.deepEqual([engine.name, engine.capabilities], [name, capabilities]);
    }
  });

  it("says which engines run a source, the usual one first", () => {
    assert.deepEqual(enginesOf(file("/m.gguf")), ["gguf", "llama-server"]);
    assert.deepEqual(enginesOf(hub("gguf")), ["gguf", "llama-server"]);
    assert.deepEqual(enginesOf({ type: "endpoint", baseUrl: "http://127.0.0.1:1/v1" }), ["openai"]);
    assert.deepEqual(enginesOf(file("/blobs/0123abc")), ["gguf", "llama-server"]);
    assert.deepEqual([enginesOf(file("/m.onnx")), enginesOf(hub("onnx"))], [["onnx"], ["onnx"]]);
  });

  it("takes the engine that is asked for where it runs the source", () => {
    assert.equal(engineFor(file("/m.gguf"), "llama-server"), "llama-server");
    assert.equal(engineFor(file("/m.gguf"), "openai"), "gguf");
    assert.equal(engineFor({ type: "adapter", modulePath: "/a.js" }), "custom");
  });

  it("says which engines an entry of models.json may name", () => {
    assert.deepEqual(enginesOfType("file"), ["gguf", "llama-server", "onnx"]);
    assert.deepEqual(enginesOfType("script"), ["fake"]);
  });
});
