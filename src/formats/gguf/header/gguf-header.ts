import { ggmlTensorBytes } from "./ggml-types.ts";
import { EndOfBytes, GgufCursor, type GgufScalar, GgufSyntaxError, OmittedList } from "./gguf-cursor.ts";

/** Content of the front of a GGUF file. */
export interface GgufHeader {
  readonly architecture: string;
  /** Values by key; vocabularies and other long lists are left out. */
  readonly metadata: ReadonlyMap<string, GgufScalar | readonly number[]>;
  /** Rows of the embedding table; absent where the file does not hold it, as a later part of a split model. */
  readonly vocabularyTokens?: number | undefined;
  /** Numbers of all tensors, weights that are written twice counted twice. */
  readonly parameters: number;
  /** Input and output matrix of the vocabulary where they are of one size: they may be the same. */
  readonly twins?: readonly TensorPlace[] | undefined;
  /** Size that the file must have at least. */
  readonly requiredBytes: number;
  /** Every token; there only where it was asked for. */
  readonly tokens?: GgufTokens | undefined;
}

/** The vocabulary of a file, by the numbers of its tokens. */
export interface GgufTokens {
  readonly texts: readonly string[];
  /** `llama_token_type` of each: 3 is a control token, 4 one that users defined. Empty where the file does not say. */
  readonly types: readonly number[];
}

/** A model's header, and what belongs to it. */
export interface GgufContent {
  readonly kind: "chat" | "embedding";
  readonly header: GgufHeader;
  /** Bytes of the file, or of all parts of a split model. */
  readonly sizeBytes: number;
}

/** More entries than any known file has a hundredth of; keeps a damaged count from costing time. */
const mostEntries = 100_000;
const mostTensors = 1_000_000;
const mostDimensions = 4;
const defaultAlignment = 32;

/** Whether a model gives vectors: such models say how token vectors become one (0 is none, 4 ranks pairs of texts). */
export function isEmbeddingHeader({ architecture, metadata }: Pick<GgufHeader, "architecture" | "metadata">): boolean {
  const pooling = metadata.get(`${architecture}.pooling_type`);
  return pooling === 1 || pooling === 2 || pooling === 3;
}

export interface HeaderWish {
  /** Whether the vocabulary is wanted too, which takes a tenth of a second. */
  readonly tokens?: boolean | undefined;
}

/**
 * Parses the front of a GGUF file, in time that the bytes bound whatever they say.
 *
 * Format: the GGUF specification of the ggml project, versions 2 and 3, little-endian.
 * @param bytes the file's first bytes
 * @returns undefined when the header goes on past them
 * @throws GgufSyntaxError with the reason, for whatever is no usable header
 */
export function parseGgufHeader(bytes: Uint8Array, wish: HeaderWish = {}): GgufHeader | undefined {
  try {
    return parse(new GgufCursor(bytes), bytes, wish);
  } catch (error) {
    if (error instanceof EndOfBytes) return undefined;
    throw error;
  }
}

/**
 * Parses the entries that lie whole in a file's first bytes; they hold what kind of file it is.
 *
 * @returns undefined when the architecture is not among them
 * @throws GgufSyntaxError as `parseGgufHeader()`
 */
export function parseGgufStart(bytes: Uint8Array): Pick<GgufHeader, "architecture" | "metadata"> | undefined {
  const metadata = new Map<string, GgufScalar | readonly number[]>();
  try {
    const cursor = new GgufCursor(bytes);
    readEntries(cursor, { count: readCounts(cursor, bytes).entryCount, metadata });
  } catch (error) {
    if (!(error instanceof EndOfBytes)) throw error;
  }
  const architecture = metadata.get("general.architecture");
  return typeof architecture === "string" ? { architecture, metadata } : undefined;
}

function parse(cursor: GgufCursor, bytes: Uint8Array, { tokens: wantsTokens = false }: HeaderWish): GgufHeader {
  const { tensorCount, entryCount } = readCounts(cursor, bytes);
  const metadata = new Map<string, GgufScalar | readonly number[]>();
  const lists = new Map<string, readonly (number | string)[]>();
  requireWholeVocabulary(readEntries(cursor, { count: entryCount, metadata, lists: wantsTokens ? lists : undefined }));
  const architecture = metadata.get("general.architecture");
  if (typeof architecture !== "string") throw new GgufSyntaxError("it does not name an architecture");

  const matrices = new Map<string, TensorPlace>();
  let parameters = 0;
  let dataBytes = 0;
  let vocabularyTokens: number | undefined;
  for (let tensor = 0; tensor < tensorCount; tensor++) {
    const { name, elements, rows, type, offset, endOffset } = parseTensor(cursor);
    matrices.set(name, { type, offset, elements });
    parameters += elements;
    dataBytes = Math.max(dataBytes, endOffset);
    if (name === "token_embd.weight") vocabularyTokens = rows;
  }
  const dataStart = align(cursor.position, metadata);
  const requiredBytes = dataStart + dataBytes;
  const [embedding, output] = ["token_embd.weight", "output.weight"].map((name) => matrices.get(name));
  const twins = embedding?.elements === output?.elements ? [embedding, output] : [];
  return {
    architecture,
    metadata,
    ...(vocabularyTokens !== undefined && { vocabularyTokens }),
    parameters,
    requiredBytes,
    ...(wantsTokens && {
      tokens: { texts: (lists.get(TOKENS) ?? []).map(String), types: (lists.get(TYPES) ?? []).map(Number) },
    }),
    twins: twins.flatMap((place) => (place === undefined ? [] : { ...place, offset: dataStart + place.offset })),
  };
}

function readCounts(cursor: GgufCursor, bytes: Uint8Array): { tensorCount: number; entryCount: number } {
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  cursor.u32();
  if (magic !== "GGUF") throw new GgufSyntaxError(`it begins with ${JSON.stringify(magic)} instead of "GGUF"`);
  const version = cursor.u32();
  if (version !== 2 && version !== 3) throw new GgufSyntaxError(`its version is ${version}, known are 2 and 3`);
  const tensorCount = cursor.u64();
  const entryCount = cursor.u64();
  if (tensorCount > mostTensors) throw new GgufSyntaxError(`it announces ${tensorCount} tensors`);
  if (entryCount > mostEntries) throw new GgufSyntaxError(`it announces ${entryCount} metadata entries`);
  return { tensorCount, entryCount };
}

const TOKENS = "tokenizer.ggml.tokens";
const TYPES = "tokenizer.ggml.token_type";

interface Entries {
  readonly count: number;
  readonly metadata: Map<string, GgufScalar | readonly number[]>;
  /** Takes the lists of the vocabulary; absent: they are left out. */
  readonly lists?: Map<string, readonly (number | string)[]> | undefined;
}

/** @returns the lengths of all lists, those that are left out included */
function readEntries(cursor: GgufCursor, { count, metadata, lists }: Entries): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (let entry = 0; entry < count; entry++) {
    const key = cursor.string();
    if (lists !== undefined && (key === TOKENS || key === TYPES)) {
      const list = cursor.list();
      lists.set(key, list);
      lengths.set(key, list.length);
      continue;
    }
    const value = cursor.value();
    if (typeof value === "object") lengths.set(key, value.length);
    if (!(value instanceof OmittedList)) metadata.set(key, value);
  }
  return lengths;
}

/** llama.cpp reads one entry of these lists for each token, past their ends too: that ends the process. */
function requireWholeVocabulary(lengths: ReadonlyMap<string, number>): void {
  const tokens = lengths.get(TOKENS) ?? 0;
  for (const key of ["tokenizer.ggml.scores", TYPES]) {
    const length = lengths.get(key) ?? tokens;
    if (length < tokens)
      throw new GgufSyntaxError(`its vocabulary has ${tokens} tokens, but ${key} has ${length} entries`);
  }
}

/** Where a tensor's numbers lie in the file, and how they are written. */
export interface TensorPlace {
  readonly type: number;
  readonly offset: number;
  readonly elements: number;
}

interface Tensor {
  readonly name: string;
  readonly elements: number;
  readonly rows: number;
  readonly type: number;
  readonly offset: number;
  readonly endOffset: number;
}

function parseTensor(cursor: GgufCursor): Tensor {
  const name = cursor.string();
  const dimensions = cursor.u32();
  if (dimensions > mostDimensions) throw new GgufSyntaxError(`tensor ${name} has ${dimensions} dimensions`);
  const sizes = Array.from({ length: dimensions }, () => cursor.u64());
  const elements = sizes.reduce((product, size) => product * size, 1);
  if (!Number.isSafeInteger(elements)) throw new GgufSyntaxError(`tensor ${name} has ${elements} elements`);
  const type = cursor.u32();
  const offset = cursor.u64();
  const endOffset = offset + ggmlTensorBytes(type, elements);
  return { name, elements, rows: sizes[1] ?? 1, type, offset, endOffset };
}

function align(position: number, metadata: GgufHeader["metadata"]): number {
  const asked = metadata.get("general.alignment");
  const alignment = typeof asked === "number" && asked > 0 ? asked : defaultAlignment;
  return Math.ceil(position / alignment) * alignment;
}
