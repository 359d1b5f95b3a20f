import type { ElementType } from "../graph/runtime.ts";

/** Types of numbers that can be read and written, by `ONNXTensorElementDataType`. */
export const ELEMENTS = {
  float32: { number: 1, Data: Float32Array },
  int64: { number: 7, Data: BigInt64Array },
  // Node 22 does not have it; graphs that need it are refused there.
  float16: { number: 10, Data: globalThis.Float16Array },
} as const satisfies Readonly<Record<ElementType, { readonly number: number; readonly Data: unknown }>>;

/** Names of all types, for those that are refused. */
const NAMES: Readonly<Record<number, string>> = {
  1: "float32",
  2: "uint8",
  3: "int8",
  4: "uint16",
  5: "int16",
  6: "int32",
  7: "int64",
  8: "string",
  9: "bool",
  10: "float16",
  11: "float64",
  12: "uint32",
  13: "uint64",
  16: "bfloat16",
  21: "uint4",
  22: "int4",
};

export function elementName(number: number): string {
  return NAMES[number] ?? `number ${number}`;
}

export function elementByNumber(number: number): ElementType | undefined {
  return Object.keys(ELEMENTS).find((name): name is ElementType => ELEMENTS[name as ElementType].number === number);
}
