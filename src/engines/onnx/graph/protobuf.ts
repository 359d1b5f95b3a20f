/** A field of a protobuf message. */
export interface Field {
  readonly number: number;
  /** A number, or the bytes of a text or a message; absent for other kinds. */
  readonly value: bigint | Uint8Array | undefined;
  /** The field as it stands, its tag included. */
  readonly bytes: Uint8Array;
}

const NUMBER = 0;
const LONG = 1;
const BYTES = 2;
const SHORT = 5;

/** Reads the fields of a message one after the other. @throws Error when it is cut off or no protobuf */
export function* readFields(message: Uint8Array): Generator<Field> {
  let at = 0;

  function readNumber(): bigint {
    let number = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) throw new Error("the message is cut off");
      number |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return number;
    }
  }

  function readValue(kind: number): Field["value"] {
    if (kind === NUMBER) return readNumber();
    const size = kind === BYTES ? Number(readNumber()) : kind === LONG ? 8 : kind === SHORT ? 4 : Number.NaN;
    at += size;
    if (!(at <= message.length)) throw new Error("the message is cut off");
    return kind === BYTES ? message.subarray(at - size, at) : undefined;
  }

  while (at < message.length) {
    const start = at;
    const tag = Number(readNumber());
    const value = readValue(tag & 7);
    yield { number: tag >> 3, value, bytes: message.subarray(start, at) };
  }
}

export function writeNumber(number: number, value: number): Uint8Array {
  return join([varint((number << 3) | NUMBER), varint(value)]);
}

export function writeBytes(number: number, parts: readonly Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, { length }) => sum + length, 0);
  return join([varint((number << 3) | BYTES), varint(size), ...parts]);
}

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  // Sizes beyond 31 bits rule out shifts.
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Uint8Array.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}
