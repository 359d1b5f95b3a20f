import { open } from "node:fs/promises";

/** A metadata value with the type that the file states. */
export type GgufEntry =
  | { readonly type: "u32"; readonly value: number }
  | { readonly type: "f32"; readonly value: number }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "strings"; readonly value: readonly string[] }
  | { readonly type: "i32s"; readonly value: readonly number[] };

export interface GgufTensor {
  readonly name: string;
  /** Row length first. */
  readonly shape: readonly number[];
  /** Type number of ggml. */
  readonly type: number;
  readonly bytes: number;
  /** Makes the content when it is written, so that a whole model need not be in memory. */
  readonly content: () => Uint8Array;
}

const alignment = 32;
const valueTypes = { u32: 4, f32: 6, bool: 7, string: 8, array: 9, i32: 5 };

/** Writes a GGUF file of version 3. */
export async function writeGguf(
  path: string,
  metadata: ReadonlyMap<string, GgufEntry>,
  tensors: readonly GgufTensor[],
): Promise<void> {
  const parts: Buffer[] = [Buffer.from("GGUF", "latin1"), u32(3), u64(tensors.length), u64(metadata.size)];
  for (const [key, entry] of metadata) parts.push(string(key), ...value(entry));
  let offset = 0;
  for (const tensor of tensors) {
    parts.push(string(tensor.name), u32(tensor.shape.length), ...tensor.shape.map(u64), u32(tensor.type), u64(offset));
    offset = align(offset + tensor.bytes);
  }
  const head = Buffer.concat(parts);
  const file = await open(path, "w");
  try {
    await file.write(pad(head));
    for (const tensor of tensors) await file.write(pad(Buffer.from(tensor.content())));
  } finally {
    await file.close();
  }
}

function value(entry: GgufEntry): Buffer[] {
  switch (entry.type) {
    case "u32":
      return [u32(valueTypes.u32), u32(entry.value)];
    case "f32":
      return [u32(valueTypes.f32), f32(entry.value)];
    case "bool":
      return [u32(valueTypes.bool), Buffer.from([entry.value ? 1 : 0])];
    case "string":
      return [u32(valueTypes.string), string(entry.value)];
    case "strings":
      return [u32(valueTypes.array), u32(valueTypes.string), u64(entry.value.length), ...entry.value.map(string)];
    case "i32s":
      return [u32(valueTypes.array), u32(valueTypes.i32), u64(entry.value.length), ...entry.value.map(u32)];
    default:
      throw new TypeError(
        `Cannot write the entry as its type must be known: ${(entry satisfies never as GgufEntry).type}`,
      );
  }
}

function u32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number >>> 0);
  return bytes;
}

function u64(number: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(number));
  return bytes;
}

function f32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(number);
  return bytes;
}

function string(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  return Buffer.concat([u64(bytes.length), bytes]);
}

function align(size: number): number {
  return Math.ceil(size / alignment) * alignment;
}

function pad(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(align(bytes.length) - bytes.length)]);
}
