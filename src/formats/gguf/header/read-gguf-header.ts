import { AssayError } from "../../../core/errors.ts";
import { GgufSyntaxError } from "./gguf-cursor.ts";
import { type GgufHeader, type HeaderWish, parseGgufHeader } from "./gguf-header.ts";

/** A file that can be read piece by piece, here or elsewhere. */
export interface ByteSource {
  /** For errors. */
  readonly name: string;
  readonly sizeBytes: number;
  /** The bytes from `start` up to, not including, `end`; fewer only where the file ends. */
  read(start: number, end: number): Promise<Uint8Array>;
}

export interface HeaderLimits extends HeaderWish {
  /** Read at first; enough for most headers. */
  readonly firstBytes: number;
  /** The largest header that is believed. */
  readonly mostBytes: number;
}

/**
 * Reads the front of a GGUF file, more of it as long as its header goes on, no byte twice.
 *
 * @throws AssayError `model-invalid` with the name and the reason
 */
export async function readGgufHeader(
  source: ByteSource,
  { firstBytes, mostBytes, ...wish }: HeaderLimits,
): Promise<GgufHeader> {
  const { name, sizeBytes } = source;
  if (sizeBytes === 0) throw invalidGguf(name, "it is empty");
  const most = Math.min(mostBytes, sizeBytes);
  let bytes = new Uint8Array(0);
  for (let wanted = Math.min(firstBytes, most); ; wanted = Math.min(wanted * 4, most)) {
    bytes = join(bytes, await source.read(bytes.length, wanted));
    const header = parse(bytes, name, wish);
    if (header !== undefined) return header;
    if (wanted >= sizeBytes) throw invalidGguf(name, "it is cut off within its header");
    if (wanted >= mostBytes) throw invalidGguf(name, `its header goes on past ${mostBytes} bytes`);
  }
}

function join(front: Uint8Array, more: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(front.length + more.length);
  joined.set(front);
  joined.set(more, front.length);
  return joined;
}

function parse(bytes: Uint8Array, name: string, wish: HeaderWish): GgufHeader | undefined {
  try {
    return parseGgufHeader(bytes, wish);
  } catch (cause) {
    if (cause instanceof GgufSyntaxError) throw invalidGguf(name, cause.message, cause);
    throw cause;
  }
}

/** The error for a file that is no usable GGUF file. */
export function invalidGguf(name: string, reason: string, cause?: unknown): AssayError {
  return new AssayError({
    code: "model-invalid",
    message: `${name} is no complete GGUF file: ${reason}.`,
    hint: "Get the file again, and check that its size and digest are those of its source.",
    cause,
  });
}
