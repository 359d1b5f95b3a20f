import { AssayError } from "../../core/errors.ts";
import { GgufSyntaxError } from "./gguf-cursor.ts";
import { type GgufHeader, parseGgufHeader } from "./gguf-header.ts";

/** A file that can be read piece by piece, here or elsewhere. */
export interface ByteSource {
  /** For errors. */
  readonly name: string;
  readonly sizeBytes: number;
  /** The bytes from `start` up to, not including, `end`; fewer only where the file ends. */
  read(start: number, end: number): Promise<Uint8Array>;
}

export interface HeaderLimits {
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
export async function readGgufHeader(source: ByteSource, { firstBytes, mostBytes }: HeaderLimits): Promise<GgufHeader> {
  const { name, sizeBytes } = source;
  if (sizeBytes === 0) throw invalidGguf(name, "it is empty");
  const most = Math.min(mostBytes, sizeBytes);
  let bytes = Buffer.alloc(0);
  for (let wanted = Math.min(firstBytes, most); ; wanted = Math.min(wanted * 4, most)) {
    bytes = Buffer.concat([bytes, await source.read(bytes.length, wanted)]);
    const header = parse(bytes, name);
    if (header !== undefined) return header;
    if (wanted >= sizeBytes) throw invalidGguf(name, "it is cut off within its header");
    if (wanted >= mostBytes) throw invalidGguf(name, `its header goes on past ${mostBytes} bytes`);
  }
}

function parse(bytes: Buffer, name: string): GgufHeader | undefined {
  try {
    return parseGgufHeader(bytes);
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
