/** Bytes of a file, from the first to the last of them. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The part of a file that a `Range` header asks for; absent for the whole, which also answers what is no range of bytes, or
 * several of them.
 *
 * @returns `unsatisfiable` where nothing of it lies in the file
 * Source: RFC 9110, 14.
 */
export function parseByteRange(header: string | undefined, sizeBytes: number): ByteRange | "unsatisfiable" | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return undefined;
  if (first === "") return fromStart(Math.max(0, sizeBytes - Number(last)), sizeBytes - 1, sizeBytes);
  const end = last === "" ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== "" && Number(last) < Number(first)) return undefined;
  return fromStart(Number(first), end, sizeBytes);
}

function fromStart(start: number, end: number, sizeBytes: number): ByteRange | "unsatisfiable" {
  return start >= sizeBytes ? "unsatisfiable" : { start, end };
}
