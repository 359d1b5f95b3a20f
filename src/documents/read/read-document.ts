import { AssayError } from "../../core/errors.ts";
import { decodeText } from "../../lib/decode-text.ts";
import type { DocumentText } from "../document-text.ts";
import { readMarkdown } from "./read-markdown.ts";

/** Ends of the names of files that can be read. */
export const READABLE = [".md", ".markdown", ".txt", ".text", ".json"] as const;

/** One document of a file: a JSON list holds several. */
export interface ReadDocument {
  /** Behind the file's name where it holds several, such as `#3`; else empty. */
  readonly suffix: string;
  readonly document: DocumentText;
}

/**
 * Reads the documents of a file by the end of its name.
 *
 * @throws AssayError `invalid-file` for a file that is no text, or a JSON file that is no list of texts
 */
export function readDocument(name: string, bytes: Uint8Array): readonly ReadDocument[] {
  const text = toText(name, bytes);
  if (/\.json$/i.test(name)) return readList(name, text);
  const isMarkdown = /\.(md|markdown)$/i.test(name);
  return [{ suffix: "", document: isMarkdown ? readMarkdown(text) : { text, headings: [], pages: [] } }];
}

function readList(name: string, text: string): readonly ReadDocument[] {
  const list = parse(text);
  if (!Array.isArray(list) || !list.every((one) => typeof one === "string"))
    throw new AssayError({
      code: "invalid-file",
      message: `${name} must be a list of texts to be a set of documents, such as ["First text.", "Second text."].`,
    });
  return list.map((one: string, index) => ({
    suffix: `#${index + 1}`,
    document: { text: one, headings: [], pages: [] },
  }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toText(name: string, bytes: Uint8Array): string {
  const decoded = decodeText(bytes);
  if (decoded.type === "text" && !decoded.text.slice(0, 8192).includes("\0")) return decoded.text;
  throw new AssayError({
    code: "invalid-file",
    message: `${name} is no text.`,
    hint: `Files that can be read are texts whose names end in ${READABLE.join(", ")}.`,
  });
}
