import { HttpError } from "../app/http-error.ts";
import { MOST_JSON_DEPTH, MOST_JSON_VALUES, MOST_OBJECT_FIELDS } from "../app/limits.ts";

const COMMA = 44;
const COLON = 58;
const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;

/** Measures how deep a JSON text in UTF-8 nests, and how many values and fields it has, as its bytes come. What stands in strings does not count. */
export interface JsonMeter {
  /** @throws HttpError 400 past a bound: nothing further need be read */
  add(bytes: Uint8Array): void;
}

export function createJsonMeter(): JsonMeter {
  /** Fields of each object that is open; a list has none. */
  const fields: number[] = [];
  let values = 1;
  let inString = false;
  let isEscaped = false;
  return {
    add(bytes) {
      for (let index = 0; index < bytes.length; index++) {
        const byte = bytes[index];
        if (isEscaped) isEscaped = false;
        else if (inString) {
          if (byte === BACKSLASH) isEscaped = true;
          else if (byte === QUOTE) inString = false;
        } else if (byte === QUOTE) inString = true;
        else if (byte === COMMA) values++;
        else if (byte === COLON) addField(fields);
        else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) fields.pop();
        else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
          if (fields.push(0) > MOST_JSON_DEPTH) throw tooMuch(`nest at most ${MOST_JSON_DEPTH} levels`);
        }
      }
      if (values > MOST_JSON_VALUES) throw tooMuch(`have at most ${MOST_JSON_VALUES} values`);
    },
  };
}

function addField(fields: number[]): void {
  const last = fields.length - 1;
  const count = (fields[last] ?? 0) + 1;
  if (count > MOST_OBJECT_FIELDS) throw tooMuch(`have at most ${MOST_OBJECT_FIELDS} fields in one object`);
  if (last >= 0) fields[last] = count;
}

function tooMuch(rule: string): HttpError {
  return new HttpError(400, "invalid_json", `The JSON of the body must ${rule}.`);
}
