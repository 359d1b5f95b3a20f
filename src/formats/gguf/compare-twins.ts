import type { TensorPlace } from "./header/gguf-header.ts";

/** Elements that have one scale in the simple types, and bytes of so many. */
const blockElements = 32;
const comparedBlocks = 64;

type Amplitude = (bytes: DataView, at: number) => number;

/** The largest value of a block, as each type rounds it: what is left of the numbers when they are written in another type. */
const amplitudes: Readonly<Record<number, readonly [blockBytes: number, Amplitude]>> = {
  0: [128, (bytes, at) => largest((index) => bytes.getFloat32(at + 4 * index, true))],
  1: [64, (bytes, at) => largest((index) => bytes.getFloat16(at + 2 * index, true))],
  2: [18, (bytes, at) => Math.abs(bytes.getFloat16(at, true)) * 8],
  6: [22, (bytes, at) => Math.abs(bytes.getFloat16(at, true)) * 16],
  8: [34, (bytes, at) => Math.abs(bytes.getFloat16(at, true)) * 127],
};

/** Bytes at the beginning of a matrix that `areTwins()` looks at. */
export function comparedBytes({ type }: TensorPlace): number {
  return (amplitudes[type]?.[0] ?? blockElements) * comparedBlocks;
}

/**
 * Tells whether two matrices of one size hold the same numbers: some files write weights twice that the model has once. Of
 * types that are not simple only equal bytes tell.
 */
export function areTwins(
  [one, other]: readonly [TensorPlace, TensorPlace],
  [bytes, otherBytes]: readonly [Uint8Array, Uint8Array],
): boolean {
  if (one.type === other.type && Buffer.compare(bytes, otherBytes) === 0) return true;
  const [first, second] = [readAmplitudes(one.type, bytes), readAmplitudes(other.type, otherBytes)];
  // A few parts in a thousand: both scales are rounded to 16 bits.
  return (
    first.length > 0 && first.length === second.length && first.every((value, index) => isNear(value, second[index]))
  );
}

function readAmplitudes(type: number, bytes: Uint8Array): readonly number[] {
  const [blockBytes, amplitude] = amplitudes[type] ?? [];
  if (blockBytes === undefined || amplitude === undefined) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / blockBytes) }, (_, block) =>
    amplitude(view, block * blockBytes),
  );
}

function isNear(one: number, other = Number.NaN): boolean {
  return Math.abs(one - other) <= 0.005 * Math.max(Math.abs(one), Math.abs(other)) + 1e-6;
}

function largest(read: (index: number) => number): number {
  return Math.max(...Array.from({ length: blockElements }, (_, index) => Math.abs(read(index))));
}
