import assert from "node:assert/strict";
import { join } from "node:path";
import { it } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { onnxFormat } from "./onnx-format.ts";

/** What a tensor of a graph says where its weights are: an entry of `external_data`. */
function location(name: string): string {
  return `\u0012\u0007tensor_1r\u0014\n\u0008location\u0012${String.fromCharCode(name.length)}${name}`;
}

it("`readFacts()` counts the weights beside a graph", async (test) => {
  const folder = makeFolder(test, { "m.onnx": location("m.onnx_data"), "m.onnx_data": "12345" });
  const { memory } = await onnxFormat.readFacts(join(folder, "m.onnx"));
  assert.equal(memory.weightsBytes, location("m.onnx_data").length + 5);
});

it("`readFacts()` refuses a graph whose weights are not all there, by their numbers or by what the graph says", async (test) => {
  const folder = makeFolder(test, {
    "gap.onnx": "graph",
    "gap.onnx_data": "",
    "gap.onnx_data_2": "",
    "named.onnx": `${location("named.weights")}${location("other.bin")}`,
    "other.bin": "",
  });
  const missing = (message: RegExp) => ({ code: "model-missing", message });
  await assert.rejects(onnxFormat.readFacts(join(folder, "gap.onnx")), missing(/gap\.onnx_data_1 is missing/));
  await assert.rejects(onnxFormat.readFacts(join(folder, "named.onnx")), missing(/: named\.weights is missing/));
});
