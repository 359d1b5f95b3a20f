import { decodeText } from "../../src/lib/decode-text.ts";
import { formatNumber } from "../../src/report/format/format-number.ts";
import { formatQuantity } from "../../src/report/format/format-quantity.ts";
import type { Attachment } from "./conversation.ts";

/** No model here holds as much; a mistake in the dialog must not fill the browser's storage. */
const MOST_BYTES = 1_000_000;

/** Rough, as only the model's tokenizer knows: English text has about four characters a token. */
const CHARACTERS_PER_TOKEN = 4;

/** Reads a file that is to go along. @throws Error in words for one that is empty, too large or no text */
export async function readAttachment(file: File): Promise<Attachment> {
  const { name, size } = file;
  if (size > MOST_BYTES)
    throw new Error(
      `${name} has ${formatQuantity(size, "bytes")}; at most ${formatQuantity(MOST_BYTES, "bytes")} can go along. Attach the part that matters.`,
    );
  const decoded = decodeText(new Uint8Array(await file.arrayBuffer()));
  if (decoded.type !== "text" || decoded.text.includes("\0"))
    throw new Error(`${name} is no text file. Copy its text into a message, or save it as text first.`);
  if (decoded.text.trim() === "") throw new Error(`${name} is empty.`);
  return { name, text: decoded.text.replace(/^\uFEFF/, "") };
}

export function estimateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

export function aboutTokens(tokens: number): string {
  return `about ${formatNumber(tokens, 0)} tokens`;
}
