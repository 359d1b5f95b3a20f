import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chooseModelFile, findModelFiles, listModelFiles, quantisationOf } from "./model-files.ts";

const files = (...paths: readonly string[]) => paths.map((path, index) => ({ path, sizeBytes: (index + 1) * 100 }));

describe("listModelFiles()", () => {
  it("takes the parts of a split model together, and leaves companions out", () => {
    const found = listModelFiles(
      files(
        "README.md",
        "m-Q4_K_M-00002-of-00002.gguf",
        "m-Q4_K_M-00001-of-00002.gguf",
        "m-Q8_0.gguf",
        "mmproj-m-f16.gguf",
        "m.imatrix.gguf",
      ),
      "gguf",
    );
    assert.deepEqual(found, [
      {
        paths: ["m-Q4_K_M-00001-of-00002.gguf", "m-Q4_K_M-00002-of-00002.gguf"],
        sizeBytes: 500,
        quantisation: "q4_k_m",
      },
      { paths: ["m-Q8_0.gguf"], sizeBytes: 400, quantisation: "q8_0" },
    ]);
  });

  it("takes ONNX weights with their graph", () => {
    const found = listModelFiles(
      files("onnx/model_q4f16.onnx", "onnx/model_q4f16.onnx_data", "onnx/model_q4f16.onnx_data_1", "onnx/model.onnx"),
      "onnx",
    );
    assert.deepEqual(
      found.map(({ paths, sizeBytes }) => [paths.length, sizeBytes]),
      [
        [3, 600],
        [1, 400],
      ],
    );
  });
});

describe("findModelFiles()", () => {
  const models = listModelFiles(
    files("m-Q4_0.gguf", "old/m-Q4_0.gguf", "m-UD-Q4_K_XL.gguf", "x-00001-of-00002.gguf", "x-00002-of-00002.gguf"),
    "gguf",
  );
  const find = (asked: string) => findModelFiles(models, asked).map(({ paths }) => paths[0]);

  it("takes a path, a name, a pattern or a quantisation, in any case", () => {
    assert.deepEqual(find("m-Q4_0.gguf"), ["m-Q4_0.gguf"]);
    assert.deepEqual(find("M-q4_0.GGUF"), ["m-Q4_0.gguf", "old/m-Q4_0.gguf"]);
    assert.deepEqual(find("old/*"), ["old/m-Q4_0.gguf"]);
    assert.deepEqual(find("Q4_0"), ["m-Q4_0.gguf", "old/m-Q4_0.gguf"]);
    assert.deepEqual(find("ud-q4_k_xl"), ["m-UD-Q4_K_XL.gguf"]);
    assert.deepEqual(find("x-00002-of-00002.gguf"), ["x-00001-of-00002.gguf"]);
    assert.deepEqual(find("q5_0"), []);
    assert.deepEqual(find("m.Q4_0.gguf"), []);
  });
});

describe("chooseModelFile()", () => {
  const models = listModelFiles(files("m-Q2_K.gguf", "m-Q4_K_M.gguf", "m-Q8_0.gguf", "m-F16.gguf"), "gguf");

  it("takes the one that most would take", () => {
    assert.equal(chooseModelFile(models, Number.POSITIVE_INFINITY)?.quantisation, "q4_k_m");
  });

  it("takes a worse one where that is too large, and none where all are", () => {
    assert.equal(chooseModelFile(models, 150)?.quantisation, "q2_k");
    assert.equal(chooseModelFile(models, 50), undefined);
  });
});

describe("quantisationOf()", () => {
  it("reads the ways in which publishers write it", () => {
    const names = {
      "Phi-3.5-mini-instruct-Q4_K_M.gguf": "q4_k_m",
      "deepseek-coder-1.3b-instruct.Q4_K_M.gguf": "q4_k_m",
      "qwen2.5-0.5b-instruct-q8_0.gguf": "q8_0",
      "m-IQ4_XS.gguf": "iq4_xs",
      "gpt-oss-20b-mxfp4.gguf": "mxfp4",
      "onnx/model_q4f16.onnx": "q4f16",
      "a-q5_k_m-00001-of-00003.gguf": "q5_k_m",
      "m-BF16.gguf": "bf16",
    };
    for (const [name, quantisation] of Object.entries(names)) assert.equal(quantisationOf(name), quantisation, name);
    assert.equal(quantisationOf("model.gguf"), undefined);
    assert.equal(quantisationOf("qwen3.gguf"), undefined);
  });
});
