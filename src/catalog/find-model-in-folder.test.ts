import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { makeFolder } from "../../test/make-folder.ts";
import { findModelInFolder } from "./find-model-in-folder.ts";

const MICRO = "models/assay-notes-micro-q4_0.gguf";

/** The same file as it would be of a projector: its architecture is `clip`. */
function toProjector(): Buffer {
  const file = readFileSync(MICRO);
  // A text of five letters is shorter by one, so the value behind the key is cut out and put in anew.
  const end = file.indexOf("general.architecture") + "general.architecture".length + 4;
  const value = Buffer.from("\x04\0\0\0\0\0\0\0clip", "latin1");
  return Buffer.concat([file.subarray(0, end), value, file.subarray(end + 8 + "llama".length)]);
}

describe("findModelInFolder()", () => {
  it("finds the model beside its projector, whatever that is called", (test) => {
    const folder = makeFolder(test);
    copyFileSync(MICRO, join(folder, "model-q4_0.gguf"));
    copyFileSync(MICRO, join(folder, "mmproj-model-f16.gguf"));
    writeFileSync(join(folder, "a-vision.gguf"), toProjector());
    assert.equal(findModelInFolder(folder), join(folder, "model-q4_0.gguf"));
  });

  it("names every model where there are several", (test) => {
    const folder = makeFolder(test);
    for (const name of ["a.gguf", "b.gguf"]) copyFileSync(MICRO, join(folder, name));
    assert.throws(() => findModelInFolder(folder), {
      code: "invalid-input",
      message: /holds several models: a\.gguf, b\.gguf/,
    });
  });

  it("finds a graph in the folder that Transformers.js has for them", (test) => {
    const folder = makeFolder(test);
    mkdirSync(join(folder, "onnx"));
    writeFileSync(join(folder, "onnx", "model_q4.onnx"), "graph");
    assert.equal(findModelInFolder(folder), join(folder, "onnx", "model_q4.onnx"));
  });

  it("says that a folder holds none, and nothing of what is no folder", (test) => {
    const folder = makeFolder(test);
    assert.throws(() => findModelInFolder(folder), { code: "model-missing" });
    assert.equal(findModelInFolder(join(folder, "none")), undefined);
  });
});
