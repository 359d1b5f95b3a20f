import { decodeText } from "../../lib/decode-text.ts";
import { endSentence } from "../../lib/end-sentence.ts";
import { HttpError } from "../app/http-error.ts";
import { createJsonMeter } from "./json-meter.ts";

/** Command to type where a shell sends another encoding: Windows PowerShell 5 sends texts as Latin-1, cmd.exe in its code page. */
const SEND_UTF8 =
  "Send UTF-8. In PowerShell: -Body ([Text.Encoding]::UTF8.GetBytes($body)); with curl: --data-binary @body.json";

/** Command to type where a shell took the quotation marks away, as cmd.exe and PowerShell do with those inside of single ones. */
const SEND_FILE =
  "The shell has changed the quotation marks: put the body into a file and send that, in any shell with curl --data-binary @body.json, in PowerShell with Invoke-RestMethod -InFile body.json";

/** Reads the text of a body, in UTF-8 or UTF-16. @throws HttpError 400 when it is neither */
export function decodeBody(bytes: Uint8Array): string {
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

/** Parses the JSON of a body. @throws HttpError 400 when it is none, or nests deeper or has more values than any request does */
export function parseBoundedJson(text: string): unknown {
  createJsonMeter().add(Buffer.from(text));
  return parseJson(text);
}

/** The same of a text that has been measured. */
export function parseJson(text: string): unknown {
  if (!/\S/.test(text)) throw invalid("The body is empty; it must be JSON.");
  try {
    const value: unknown = JSON.parse(text);
    if (mayNamePrototype.test(text)) dropPrototypes(value);
    return value;
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

/** Looking first spares nearly every body the slow way. */
const mayNamePrototype = /__proto__|\\u005f/i;

/** `__proto__` in a body is nobody's field. A reviver would do the same many times slower. */
function dropPrototypes(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  if (Object.hasOwn(value, "__proto__")) Reflect.deleteProperty(value, "__proto__");
  for (const inner of Object.values(value)) dropPrototypes(inner);
}

function invalid(message: string): HttpError {
  return new HttpError(400, "invalid_json", message);
}
