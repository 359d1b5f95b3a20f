/** Text that bytes hold, or what they hold instead. */
export type DecodedText =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "broken"; readonly encoding: "UTF-8" | "UTF-16"; readonly atByte: number };

/**
 * Reads bytes that a user's editor or shell wrote: UTF-8, or UTF-16 as PowerShell 5 writes it, without the byte order
 * mark. Nothing is replaced: bytes that are no text of that encoding are told with their place.
 *
 * Without a mark, UTF-16 is known by the zero byte of its first character, which in our formats is always ASCII.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes);
  try {
    return { type: "text", text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    if (encoding !== "utf-8") return { type: "broken", encoding: "UTF-16", atByte: bytes.length };
    return { type: "broken", encoding: "UTF-8", atByte: findBroken(bytes) };
  }
}

function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined)) return "utf-16be";
  return "utf-8";
}

/** The byte at which the text stops making sense: by halves, as a body may have millions. */
function findBroken(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (begins(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Tells whether bytes are a text, or the beginning of one. */
function begins(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
