import assert from "node:assert/strict";
import { it } from "node:test";
import { modelNameOf } from "./model-name.ts";

it("`modelNameOf()` takes the file's name, and the folder's where the file's says nothing", () => {
  const names = {
    "/m/qwen-q4_0.gguf": "qwen-q4_0",
    "/m/model.gguf": "model",
    "/m/0123abc": "0123abc",
    "/m/notes/onnx/model_q4.onnx": "notes-q4",
    "/m/notes/onnx/model.onnx": "notes",
    "/m/notes/model.onnx": "notes",
    "/m/notes/phi.onnx": "phi",
  };
  for (const [path, name] of Object.entries(names)) assert.equal(modelNameOf(path), name);
});
