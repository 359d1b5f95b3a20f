import type { ElementType } from "./runtime.ts";

/** Precisions of keys, values and scores. */
export type Precision = Exclude<ElementType, "int64">;

/** Node 22 and older browsers have no numbers of half precision. */
const HAS_HALF = "Float16Array" in globalThis;

export const PRECISIONS: readonly Precision[] = HAS_HALF ? ["float32", "float16"] : ["float32"];

/** Numbers of a precision, all 0. */
export function createNumbers(type: Precision, length: number): Float32Array | Float16Array {
  return type === "float16" ? new Float16Array(length) : new Float32Array(length);
}

/** The numbers of a tensor. @throws Error when it holds none of these precisions */
export function toNumbers(data: ArrayLike<unknown> | undefined): Float32Array | Float16Array {
  if (data instanceof Float32Array || (HAS_HALF && data instanceof Float16Array)) return data;
  throw new Error("the graph gave no numbers");
}

/** The same numbers, or a copy of them, in the precision that we compute with. */
export function toFloat32(numbers: Float32Array | Float16Array): Float32Array {
  return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
}
