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

const STRING = 8;
const ARRAY = 9;

interface ScalarType {
  readonly sizeBytes: number;
  readonly read: (bytes: Buffer, at: number) => number | boolean;
}

/** Source of the numbers: the GGUF specification, `gguf_metadata_value_type`. */
const SCALARS: Readonly<Record<number, ScalarType>> = {
  0: { sizeBytes: 1, read: (bytes, at) => bytes.readUInt8(at) },
  1: { sizeBytes: 1, read: (bytes, at) => bytes.readInt8(at) },
  2: { sizeBytes: 2, read: (bytes, at) => bytes.readUInt16LE(at) },
  3: { sizeBytes: 2, read: (bytes, at) => bytes.readInt16LE(at) },
  4: { sizeBytes: 4, read: (bytes, at) => bytes.readUInt32LE(at) },
  5: { sizeBytes: 4, read: (bytes, at) => bytes.readInt32LE(at) },
  6: { sizeBytes: 4, read: (bytes, at) => bytes.readFloatLE(at) },
  7: { sizeBytes: 1, read: (bytes, at) => bytes.readUInt8(at) !== 0 },
  10: { sizeBytes: 8, read: (bytes, at) => Number(bytes.readBigUInt64LE(at)) },
  11: { sizeBytes: 8, read: (bytes, at) => Number(bytes.readBigInt64LE(at)) },
  12: { sizeBytes: 8, read: (bytes, at) => bytes.readDoubleLE(at) },
};

/** Reads GGUF values one after the other; every step consumes bytes, so reading ends with them. */
export class GgufCursor {
  readonly #bytes: Buffer;
  #position = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get position(): number {
    return this.#position;
  }

  u32(): number {
    return this.#bytes.readUInt32LE(this.#take(4));
  }

  /** @throws GgufSyntaxError above 2^53, which no file can mean */
  u64(): number {
    const value = this.#bytes.readBigUInt64LE(this.#take(8));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new GgufSyntaxError(`a size of ${value} is not possible`);
    return Number(value);
  }

  string(): string {
    const length = this.u64();
    const at = this.#take(length);
    return this.#bytes.toString("utf8", at, at + length);
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
    return read(this.#bytes, this.#take(sizeBytes));
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
