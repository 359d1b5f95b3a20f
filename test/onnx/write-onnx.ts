import { join, writeBytes, writeNumber } from "../../src/engines/onnx/graph/protobuf.ts";

/** Numbers of `TensorProto.DataType`. */
export const TYPES = { float32: 1, int32: 6, int64: 7, bool: 9, float16: 10, float64: 11 } as const;
export type TypeName = keyof typeof TYPES;

export interface NamedTensor {
  readonly name: string;
  readonly type: TypeName;
  readonly dims: readonly number[];
  readonly data: ArrayBufferView;
  /** File beside the graph that holds the numbers, from its first byte on; absent: the graph does. */
  readonly file?: string | undefined;
}

export interface NamedValue {
  readonly name: string;
  readonly type: TypeName;
  /** Lengths, or names of those that are not fixed. */
  readonly shape: readonly (number | string)[];
}

export interface NodeSpec {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, number | readonly number[]>> | undefined;
  readonly domain?: string | undefined;
}

export interface GraphSpec {
  readonly nodes: readonly NodeSpec[];
  readonly weights: readonly NamedTensor[];
  readonly inputs: readonly NamedValue[];
  readonly outputs: readonly NamedValue[];
}

/** Writes an ONNX model, by the field numbers of `onnx.proto3`. */
export function writeOnnx({ nodes, weights, inputs, outputs }: GraphSpec): Uint8Array {
  const graph = [
    ...nodes.map((node) => writeBytes(1, writeNode(node))),
    text(2, "graph"),
    ...weights.map((tensor) => writeBytes(5, writeTensor(tensor))),
    ...inputs.map((value) => writeBytes(11, writeValue(value))),
    ...outputs.map((value) => writeBytes(12, writeValue(value))),
  ];
  const operators = (domain: string, version: number) => writeBytes(8, [text(1, domain), writeNumber(2, version)]);
  return join([writeNumber(1, 8), writeBytes(7, graph), operators("", 17), operators("com.microsoft", 1)]);
}

function writeNode({ operator, inputs, outputs, attributes = {}, domain = "" }: NodeSpec): readonly Uint8Array[] {
  return [
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
    ...Object.entries(attributes).map(([name, value]) => writeBytes(5, writeAttribute(name, value))),
    text(7, domain),
  ];
}

function writeAttribute(name: string, value: number | readonly number[]): readonly Uint8Array[] {
  if (typeof value === "number") return [text(1, name), writeNumber(3, value), writeNumber(20, 2)];
  return [text(1, name), ...value.map((one) => writeNumber(8, one)), writeNumber(20, 7)];
}

function writeTensor({ name, type, dims, data, file }: NamedTensor): readonly Uint8Array[] {
  const fields = [...dims.map((size) => writeNumber(1, size)), writeNumber(2, TYPES[type]), text(8, name)];
  if (file === undefined) return [...fields, writeBytes(9, [toBytes(data)])];
  return [...fields, writeBytes(13, [text(1, "location"), text(2, file)]), writeNumber(14, 1)];
}

function writeValue({ name, type, shape }: NamedValue): readonly Uint8Array[] {
  const sizes = shape.map((size) => writeBytes(1, [typeof size === "number" ? writeNumber(1, size) : text(2, size)]));
  return [text(1, name), writeBytes(2, [writeBytes(1, [writeNumber(1, TYPES[type]), writeBytes(2, sizes)])])];
}

export function toBytes({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function text(number: number, value: string): Uint8Array {
  return writeBytes(number, [new TextEncoder().encode(value)]);
}
