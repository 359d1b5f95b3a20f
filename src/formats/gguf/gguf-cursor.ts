/** Thrown when a read passes the end of the bytes at hand; with more bytes of the file it may succeed. */
export class EndOfBytes extends Error {
  override readonly name = "EndOfBytes";
}

/** Thrown when the bytes cannot be a GGUF file, whatever follows. */
export class GgufSyntaxError extends Error {
  override readonly name = "GgufSyntaxError";
}

export type GgufScalar = number | boolean | string;

/** Reads GGUF values one after the other; every step consumes bytes, so reading ends with them. */
export interface GgufCursor {
  readonly position: number;
  u32(): number;
  /** @throws GgufSyntaxError above 2^53, which no file can mean */
  u64(): number;
  string(): string;
  /** The value of a metadata entry; of arrays only short lists of numbers are kept. */
  value(): GgufScalar | readonly number[] | undefined;
}

/** Longer lists are vocabularies, which only the library needs. */
const longestKeptList = 4096;

const scalarBytes: Readonly<Record<number, number>> = {
  0: 1, // uint8
  1: 1, // int8
  2: 2, // uint16
  3: 2, // int16
  4: 4, // uint32
  5: 4, // int32
  6: 4, // float32
  7: 1, // bool
  10: 8, // uint64
  11: 8, // int64
  12: 8, // float64
};
const stringType = 8;
const arrayType = 9;

export function createGgufCursor(bytes: Buffer): GgufCursor {
  let position = 0;

  function take(count: number): number {
    const at = position;
    if (count > bytes.length - at) throw new EndOfBytes();
    position = at + count;
    return at;
  }

  function u32(): number {
    return bytes.readUInt32LE(take(4));
  }

  function u64(): number {
    const value = bytes.readBigUInt64LE(take(8));
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new GgufSyntaxError(`a size of ${value} is not possible`);
    return Number(value);
  }

  function string(): string {
    const length = u64();
    const at = take(length);
    return bytes.toString("utf8", at, at + length);
  }

  function scalar(type: number): number | boolean {
    const size = scalarBytes[type];
    if (size === undefined) throw new GgufSyntaxError(`there is no value type ${type}`);
    const at = take(size);
    switch (type) {
      case 0:
        return bytes.readUInt8(at);
      case 1:
        return bytes.readInt8(at);
      case 2:
        return bytes.readUInt16LE(at);
      case 3:
        return bytes.readInt16LE(at);
      case 4:
        return bytes.readUInt32LE(at);
      case 5:
        return bytes.readInt32LE(at);
      case 6:
        return bytes.readFloatLE(at);
      case 7:
        return bytes.readUInt8(at) !== 0;
      case 10:
        return Number(bytes.readBigUInt64LE(at));
      case 11:
        return Number(bytes.readBigInt64LE(at));
      default:
        return bytes.readDoubleLE(at);
    }
  }

  function list(): readonly number[] | undefined {
    const type = u32();
    const count = u64();
    if (type === arrayType) throw new GgufSyntaxError("a list holds lists");
    if (type === stringType) {
      for (let index = 0; index < count; index++) take(u64());
      return undefined;
    }
    const size = scalarBytes[type];
    if (size === undefined) throw new GgufSyntaxError(`there is no value type ${type}`);
    if (count > longestKeptList) {
      take(count * size);
      return undefined;
    }
    return Array.from({ length: count }, () => Number(scalar(type)));
  }

  return {
    get position() {
      return position;
    },
    u32,
    u64,
    string,
    value() {
      const type = u32();
      if (type === stringType) return string();
      return type === arrayType ? list() : scalar(type);
    },
  };
}
