/** Thrown when a read passes the end of the bytes at hand; with more bytes of the file it may succeed. */
export class EndOfBytes extends Error {
  override readonly name = "EndOfBytes";
}

/** Thrown when the bytes cannot be a GGUF file, whatever follows. */
export class GgufSyntaxError extends Error {
  override readonly name = "GgufSyntaxError";
}

export type GgufScalar = number | boolean | string;

/** A list of which only the length is kept. */
export class OmittedList {
  readonly length: number;

  constructor(length: number) {
    this.length = length;
  }
}

/** Longer lists are vocabularies, which only the library needs. */
const LONGEST_KEPT_LIST = 4096;

const utf8 = new TextDecoder();

const STRING = 8;
const ARRAY = 9;

interface ScalarType {
  readonly sizeBytes: number;
  readonly read: (bytes: DataView, at: number) => number | boolean;
}

/** Source of the numbers: the GGUF specification, `gguf_metadata_value_type`. */
const SCALARS: Readonly<Record<number, ScalarType>> = {
  0: { sizeBytes: 1, read: (bytes, at) => bytes.getUint8(at) },
  1: { sizeBytes: 1, read: (bytes, at) => bytes.getInt8(at) },
  2: { sizeBytes: 2, read: (bytes, at) => bytes.getUint16(at, true) },
  3: { sizeBytes: 2, read: (bytes, at) => bytes.getInt16(at, true) },
  4: { sizeBytes: 4, read: (bytes, at) => bytes.getUint32(at, true) },
  5: { sizeBytes: 4, read: (bytes, at) => bytes.getInt32(at, true) },
  6: { sizeBytes: 4, read: (bytes, at) => bytes.getFloat32(at, true) },
  7: { sizeBytes: 1, read: (bytes, at) => bytes.getUint8(at) !== 0 },
  10: { sizeBytes: 8, read: (bytes, at) => Number(bytes.getBigUint64(at, true)) },
  11: { sizeBytes: 8, read: (bytes, at) => Number(bytes.getBigInt64(at, true)) },
  12: { sizeBytes: 8, read: (bytes, at) => bytes.getFloat64(at, true) },
};

/** Reads GGUF values one after the other; every step consumes bytes, so reading ends with them. */
export class GgufCursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get position(): number {
    return this.#position;
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  /** @throws GgufSyntaxError above 2^53, which no file can mean */
  u64(): number {
    const value = this.#view.getBigUint64(this.#take(8), true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new GgufSyntaxError(`a size of ${value} is not possible`);
    return Number(value);
  }

  string(): string {
    const length = this.u64();
    const at = this.#take(length);
    return utf8.decode(this.#bytes.subarray(at, at + length));
  }

  /** The value of an entry that is a list of texts or numbers, as a whole. */
  list(): readonly (number | string)[] {
    if (this.u32() !== ARRAY) throw new GgufSyntaxError("a list is none");
    const type = this.u32();
    const count = this.u64();
    const read = type === STRING ? () => this.string() : () => Number(this.#scalar(scalarOf(type)));
    const values: (number | string)[] = [];
    // One by one: a damaged count must not reserve memory.
    while (values.length < count) values.push(read());
    return values;
  }

  /** The value of a metadata entry; of arrays only short lists of numbers are kept. */
  value(): GgufScalar | readonly number[] | OmittedList {
    const type = this.u32();
    if (type === STRING) return this.string();
    return type === ARRAY ? this.#list() : this.#scalar(scalarOf(type));
  }

  #list(): readonly number[] | OmittedList {
    const type = this.u32();
    const count = this.u64();
    if (type === ARRAY) throw new GgufSyntaxError("a list holds lists");
    if (type === STRING) {
      for (let index = 0; index < count; index++) this.#take(this.u64());
      return new OmittedList(count);
    }
    const scalar = scalarOf(type);
    if (count <= LONGEST_KEPT_LIST) return Array.from({ length: count }, () => Number(this.#scalar(scalar)));
    this.#take(count * scalar.sizeBytes);
    return new OmittedList(count);
  }

  #scalar({ sizeBytes, read }: ScalarType): number | boolean {
    return read(this.#view, this.#take(sizeBytes));
  }

  #take(count: number): number {
    const at = this.#position;
    if (count > this.#bytes.length - at) throw new EndOfBytes();
    this.#position = at + count;
    return at;
  }
}

function scalarOf(type: number): ScalarType {
  const scalar = SCALARS[type];
  if (scalar === undefined) throw new GgufSyntaxError(`there is no value type ${type}`);
  return scalar;
}
