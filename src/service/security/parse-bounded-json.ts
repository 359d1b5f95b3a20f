import { setImmediate as nextTurn } from "node:timers/promises";
import { decodeText } from "../../lib/decode-text.ts";
import { endSentence } from "../../lib/end-sentence.ts";
import { createSlots } from "../../lib/slots.ts";
import { HttpError } from "../app/http-error.ts";
import { MOST_JSON_DEPTH, MOST_JSON_VALUES } from "../app/limits.ts";

/** Command to type where a shell sends another encoding: Windows PowerShell 5 sends texts as Latin-1, cmd.exe in its code page. */
const SEND_UTF8 =
  "Send UTF-8. In PowerShell: -Body ([Text.Encoding]::UTF8.GetBytes($body)); with curl: --data-binary @body.json";

/** Command to type where a shell took the quotation marks away, as cmd.exe and PowerShell do with those inside of single ones. */
const SEND_FILE =
  "The shell has changed the quotation marks: put the body into a file and send that, in any shell with curl --data-binary @body.json, in PowerShell with Invoke-RestMethod -InFile body.json";

/**
 * Reads the JSON of a body, in UTF-8 or UTF-16.
 *
 * @throws HttpError 400 when it is none, or nests deeper than any request does
 */
export async function readBoundedJson(bytes: Uint8Array): Promise<unknown> {
  if (bytes.length < LARGE_BODY_BYTES) return parseBoundedJson(decodeBody(bytes));
  // Large ones come one after the other, in steps between which others are served. Whoever checks what came of one does
  // so in the turn of its last step, before the next one's first.
  const giveBack = await turns.take();
  try {
    await nextTurn();
    const text = decodeBody(bytes);
    await nextTurn();
    requireBounds(text);
    await nextTurn();
    return parseBounded(text);
  } finally {
    setImmediate(() => giveBack?.());
  }
}

/** Below this a body is read at once, in some ms. */
const LARGE_BODY_BYTES = 256 * 1024;
const turns = createSlots(1);

function decodeBody(bytes: Uint8Array): string {
  const decoded = decodeText(bytes);
  if (decoded.type === "text") return decoded.text;
  const { encoding, atByte } = decoded;
  throw invalid(`The body must be text in UTF-8; it is no ${encoding} at byte ${atByte}. ${SEND_UTF8}`);
}

/** Refuses a body that is packed: one of a few bytes could unpack to any size. */
export function requireUncompressed(encoding: string | undefined): void {
  if (encoding === undefined || /^(identity)?$/i.test(encoding.trim())) return;
  throw new HttpError(
    415,
    "unsupported_media_type",
    `The body must be sent as it is, not in ${encoding.slice(0, 40)}.`,
  );
}

/** Parses the JSON of a body. */
export function parseBoundedJson(text: string): unknown {
  requireBounds(text);
  return parseBounded(text);
}

function requireBounds(text: string): void {
  if (!/\S/.test(text)) throw invalid("The body is empty; it must be JSON.");
  const { depth, values } = measure(text);
  if (depth > MOST_JSON_DEPTH) throw invalid(`The JSON of the body must nest at most ${MOST_JSON_DEPTH} levels.`);
  if (values > MOST_JSON_VALUES) throw invalid(`The JSON of the body must have at most ${MOST_JSON_VALUES} values.`);
}

function parseBounded(text: string): unknown {
  try {
    return mayNamePrototype.test(text) ? JSON.parse(text, dropPrototype) : JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid(`${endSentence(`The body must be JSON: ${reason}`)}${hintOf(text)}`);
  }
}

/** What a body that is no JSON may have come through. */
function hintOf(text: string): string {
  if (/^\s*('|\{\s*['\w\\])/.test(text)) return ` ${SEND_FILE}`;
  if (/^\s*@/.test(text)) return " The file was not read: in PowerShell quote it, as '@body.json'";
  return text.slice(0, 4).includes("\0") ? ` ${SEND_UTF8}` : "";
}

/** Deepest nesting and number of values of a text, each counted up to one past its bound. What stands in strings does not count. */
function measure(text: string): { readonly depth: number; readonly values: number } {
  let depth = 0;
  let deepest = 0;
  let values = 1;
  let inString = false;
  for (let index = 0; index < text.length && deepest <= MOST_JSON_DEPTH && values <= MOST_JSON_VALUES; index++) {
    const code = text.charCodeAt(index);
    if (inString) {
      if (code === BACKSLASH) index++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === COMMA) values++;
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) deepest = Math.max(deepest, ++depth);
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--;
  }
  return { depth: deepest, values };
}

const COMMA = 44;
const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Looking first spares nearly every body the slow way. */
const mayNamePrototype = /__proto__|\\u005f/i;

/** `__proto__` in a body is nobody's field. */
function dropPrototype(this: unknown, key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}

function invalid(message: string): HttpError {
  return new HttpError(400, "invalid_json", message);
}
