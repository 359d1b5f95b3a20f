import { mkdir, rename, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { readGgufFileInfo } from "node-llama-cpp";
import { createRandom, type Random } from "../src/lib/random.ts";
import { type GgufEntry, type GgufTensor, writeGguf } from "./gguf-writer.ts";

/** Shape of a llama model. */
export interface RandomModelShape {
  readonly layers: number;
  readonly width: number;
  readonly feedForward: number;
  readonly heads: number;
  readonly contextTokens: number;
}

/** About 91 M parameters with the shipped models' 4,096 tokens. */
export const r91m: RandomModelShape = { layers: 12, width: 768, feedForward: 2048, heads: 12, contextTokens: 2048 };

const here = path.dirname(fileURLToPath(import.meta.url));
const tokenizerSource = path.join(here, "..", "models", "assay-notes-mini-q8_0.gguf");

/** q4_0: 32 numbers in 18 bytes, an f16 scale and 16 bytes of two numbers each. f32: norms. */
const q4 = { type: 2, blockElements: 32, blockBytes: 18 };
const f32Type = 0;
/** f16 of about 0.004: with numbers of -8 to 7 the weights have a standard deviation of 0.02, as trained ones have. */
const scaleBytes = [0x19, 0x1c];
/** The shipped tokenizer's special tokens; their output rows are 0, so that no answer ever ends by itself. */
const specialTokens = 3;

/** Makes a llama file of random q4_0 weights with the shipped models' tokenizer, once; returns its path. */
export async function makeRandomGguf(name: string, shape: RandomModelShape): Promise<string> {
  const folder = path.join(here, ".cache");
  const file = path.join(folder, `${name}-q4_0.gguf`);
  if (await exists(file)) return file;
  await mkdir(folder, { recursive: true });
  const { metadata } = await readGgufFileInfo(tokenizerSource, { readTensorInfo: false, logWarnings: false });
  const tokenizer = metadata.tokenizer.ggml;
  const entries = new Map<string, GgufEntry>([
    ["general.architecture", { type: "string", value: "llama" }],
    ["general.name", { type: "string", value: `random ${name}` }],
    ["general.file_type", { type: "u32", value: 2 }],
    ["llama.context_length", { type: "u32", value: shape.contextTokens }],
    ["llama.embedding_length", { type: "u32", value: shape.width }],
    ["llama.block_count", { type: "u32", value: shape.layers }],
    ["llama.feed_forward_length", { type: "u32", value: shape.feedForward }],
    ["llama.attention.head_count", { type: "u32", value: shape.heads }],
    ["llama.attention.head_count_kv", { type: "u32", value: shape.heads }],
    ["llama.attention.layer_norm_rms_epsilon", { type: "f32", value: 1e-5 }],
    ["llama.rope.dimension_count", { type: "u32", value: shape.width / shape.heads }],
    ["llama.vocab_size", { type: "u32", value: tokenizer.tokens.length }],
    ["tokenizer.ggml.model", { type: "string", value: tokenizer.model }],
    ["tokenizer.ggml.pre", { type: "string", value: tokenizer.pre ?? "default" }],
    ["tokenizer.ggml.tokens", { type: "strings", value: tokenizer.tokens }],
    ["tokenizer.ggml.token_type", { type: "i32s", value: (tokenizer.token_type ?? []).map(Number) }],
    ["tokenizer.ggml.merges", { type: "strings", value: tokenizer.merges ?? [] }],
    ["tokenizer.ggml.eos_token_id", { type: "u32", value: Number(tokenizer.eos_token_id) }],
    ["tokenizer.ggml.add_bos_token", { type: "bool", value: false }],
    ["tokenizer.chat_template", { type: "string", value: metadata.tokenizer.chat_template ?? "" }],
  ]);
  const draft = `${file}.${process.pid}.tmp`;
  await writeGguf(draft, entries, listTensors(shape, tokenizer.tokens.length, createRandom(1)));
  await rename(draft, file);
  return file;
}

function listTensors(shape: RandomModelShape, vocabulary: number, random: Random): GgufTensor[] {
  const { layers, width, feedForward } = shape;
  const matrix = (name: string, columns: number, rows: number, zeroRows = 0): GgufTensor => ({
    name,
    shape: [columns, rows],
    type: q4.type,
    bytes: (columns / q4.blockElements) * rows * q4.blockBytes,
    content: () => randomBlocks((columns / q4.blockElements) * rows, (columns / q4.blockElements) * zeroRows, random),
  });
  const norm = (name: string): GgufTensor => ({
    name,
    shape: [width],
    type: f32Type,
    bytes: width * 4,
    content: () => new Uint8Array(new Float32Array(width).fill(1).buffer),
  });
  const layer = (index: number) => {
    const at = (name: string) => `blk.${index}.${name}.weight`;
    return [
      norm(at("attn_norm")),
      ...["attn_q", "attn_k", "attn_v", "attn_output"].map((name) => matrix(at(name), width, width)),
      norm(at("ffn_norm")),
      matrix(at("ffn_gate"), width, feedForward),
      matrix(at("ffn_up"), width, feedForward),
      matrix(at("ffn_down"), feedForward, width),
    ];
  };
  return [
    matrix("token_embd.weight", width, vocabulary),
    ...Array.from({ length: layers }, (_, index) => layer(index)).flat(),
    norm("output_norm.weight"),
    matrix("output.weight", width, vocabulary, specialTokens),
  ];
}

function randomBlocks(blocks: number, zeroBlocks: number, random: Random): Uint8Array {
  const bytes = Buffer.alloc(blocks * q4.blockBytes);
  for (let block = zeroBlocks; block < blocks; block++) {
    const at = block * q4.blockBytes;
    bytes.set(scaleBytes, at);
    for (let word = 0; word < 4; word++) bytes.writeUInt32LE(Math.floor(random.next() * 2 ** 32), at + 2 + word * 4);
  }
  return bytes;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
