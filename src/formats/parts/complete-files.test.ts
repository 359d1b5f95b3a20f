import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { completeFiles } from "./complete-files.ts";

const lacks = (names: RegExp) => ({ code: "model-missing", message: names });

describe("completeFiles()", () => {
  it("adds the other parts of a split model, whichever of them was named, and begins with the first", () => {
    const parts = ["q4/m-00001-of-00003.gguf", "q4/m-00002-of-00003.gguf", "q4/m-00003-of-00003.gguf"];
    for (const named of parts) assert.deepEqual(completeFiles([named], parts.toReversed()), parts);
    assert.deepEqual(completeFiles(parts, parts), parts);
  });

  it("refuses a set that lacks a part, the first and the last among them, and names it", () => {
    const parts = [1, 2, 3, 4].map((part) => `m-0000${part}-of-00004.gguf`);
    for (const missing of parts) {
      const offered = parts.filter((part) => part !== missing);
      assert.throws(() => completeFiles(offered.slice(0, 1), offered), lacks(new RegExp(`: ${missing} is missing`)));
    }
    assert.throws(
      () => completeFiles(["x-00001-of-00099.gguf"], ["x-00001-of-00099.gguf"]),
      lacks(/94 more files are/),
    );
    // The parts of another quantisation, or of a set that was cut in another number, are no part of this one.
    assert.throws(() => completeFiles(["m-00001-of-00002.gguf"], ["m-00001-of-00002.gguf", "M-00002-of-00002.gguf"]));
  });

  it("adds the weights of a graph, and refuses numbers that leave a gap", () => {
    const files = ["onnx/model.onnx", "onnx/model.onnx_data", "onnx/model.onnx_data_1", "onnx/model_q4.onnx"];
    assert.deepEqual(completeFiles(["onnx/model.onnx"], files), files.slice(0, 3));
    assert.deepEqual(completeFiles(["onnx/model_q4.onnx", "config.json"], files), [
      "onnx/model_q4.onnx",
      "config.json",
    ]);
    const gap = files.filter((file) => file !== "onnx/model.onnx_data");
    assert.throws(() => completeFiles(["onnx/model.onnx"], gap), lacks(/: model\.onnx_data is missing/));
  });

  it("leaves a single file alone", () => {
    assert.deepEqual(completeFiles(["m.gguf"], []), ["m.gguf"]);
  });
});
