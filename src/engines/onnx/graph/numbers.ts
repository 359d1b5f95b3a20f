import type { ElementType } from "./runtime.ts";

/** Precisions of keys, values and scores. */
export type Precision = Exclude<ElementType, "int64">;

export const PRECISIONS: readonly string[] = ["float32", "float16"] satisfies Precision[];

/** Numbers of a precision, all 0. */
export function createNumbers(type: Precision, length: number): Float32Array | Float16Array {
  return type === "float16" ? new Float16Array(length) : new Float32Array(length);
}

/** The numbers of a tensor. @throws Error when it holds none of these precisions */
export function toNumbers(data: ArrayLike<unknown> | undefined): Float32Array | Float16Array {
  if (data instanceof Float32Array || data instanceof Float16Array) return data;
  throw new Error("the graph gave no numbers");
}

/** The same numbers, or a copy of them, in the precision that we compute with. */
export function toFloat32(numbers: Float32Array | Float16Array): Float32Array {
  return numbers instanceof Float32Array ? numbers : Float32Array.from(numbers);
}
