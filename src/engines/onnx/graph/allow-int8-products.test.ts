import assert from "node:assert/strict";
import { it } from "node:test";
import { type GraphSpec, writeOnnx } from "../../../../test/onnx/write-onnx.ts";
import { allowInt8Products } from "./allow-int8-products.ts";
import { type Field, readFields } from "./protobuf.ts";

/** A graph whose products say how exactly they are computed. */
function makeGraph(levels: readonly (number | undefined)[], operator = "MatMulNBits"): Uint8Array {
  const graph: GraphSpec = {
    nodes: levels.map((level, index) => ({
      operator,
      inputs: ["a"],
      outputs: [`b${index}`],
      attributes: { K: 4096, ...(level === undefined ? {} : { accuracy_level: level }) },
      domain: "com.microsoft",
    })),
    weights: [{ name: "w", type: "float32", dims: [200], data: new Float32Array(200) }],
    inputs: [],
    outputs: [],
  };
  return writeOnnx(graph);
}

function inside(fields: readonly Field[], number: number): readonly Uint8Array[] {
  return fields.flatMap((field) => (field.number === number && field.value instanceof Uint8Array ? [field.value] : []));
}

/** The attributes of each node: their names and numbers. */
function readAttributes(model: Uint8Array): readonly Readonly<Record<string, number>>[] {
  const nodes = inside([...readFields(model)], 7).flatMap((graph) => inside([...readFields(graph)], 1));
  return nodes.map((node) =>
    Object.fromEntries(
      inside([...readFields(node)], 5).map((attribute) => {
        const fields = [...readFields(attribute)];
        const [name] = inside(fields, 1);
        return [Buffer.from(name ?? []).toString(), Number(fields.find(({ number }) => number === 3)?.value)];
      }),
    ),
  );
}

it("`allowInt8Products()` changes the products that leave it open how exactly they are computed", () => {
  const changed = allowInt8Products(makeGraph([undefined, 0, 1, 4]));
  assert.ok(changed);
  assert.deepEqual(
    readAttributes(changed).map(({ K, accuracy_level: level }) => [K, level]),
    [
      [4096, 4],
      [4096, 4],
      [4096, 1],
      [4096, 4],
    ],
  );
  const weights = (model: Uint8Array) =>
    inside([...readFields(model)], 7).map((graph) => inside([...readFields(graph)], 5));
  assert.deepEqual(weights(changed), weights(makeGraph([0])), "all else stays as it is");
  assert.equal(allowInt8Products(changed), undefined, "nothing is left to change");
});

it("`allowInt8Products()` leaves other graphs alone", () => {
  assert.equal(allowInt8Products(makeGraph([0], "MatMul")), undefined);
  assert.equal(allowInt8Products(makeGraph([4, 1, 2])), undefined);
  assert.throws(() => allowInt8Products(makeGraph([0]).subarray(0, 300)), /cut off/);
});
