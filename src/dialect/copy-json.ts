import type { AnswerInput, Step } from "./answer-input.ts";

/** How the copying of a value ended: at its end, at the end of the answer, or where it was no JSON. */
export type Copied = "whole" | "cut" | "broken";

/**
 * Reads one JSON object or list and gives it away as it comes, without the blanks between its parts.
 *
 * Only the brackets are checked: what a model writes cannot be taken back once it is given away.
 */
export function* copyJson(input: AnswerInput, give: (text: string) => void): Step<Copied> {
  const open: string[] = [];
  let inText = false;
  let escaped = false;
  while (yield* input.more()) {
    const { rest } = input;
    let copied = "";
    for (let at = 0; at < rest.length; at++) {
      const character = rest.charAt(at);
      if (inText) {
        if (escaped) escaped = false;
        else if (character === "\\") escaped = true;
        else if (character === '"') inText = false;
      } else if (character.trim() === "") continue;
      else if (character === '"') inText = true;
      else if (character === "{") open.push("}");
      else if (character === "[") open.push("]");
      else if ((character === "}" || character === "]") && open.pop() !== character) {
        input.skip(at);
        give(copied);
        return "broken";
      }
      copied += character;
      if (open.length === 0 && !inText) {
        input.skip(at + 1);
        give(copied);
        return "whole";
      }
    }
    input.skip(rest.length);
    give(copied);
  }
  return "cut";
}

/** Reads a JSON string; undefined when there is none, or when it is cut. */
export function* readJsonText(input: AnswerInput): Step<string | undefined> {
  const start = input.mark();
  if (!(yield* input.take('"'))) return undefined;
  let written = '"';
  while (yield* input.more()) {
    const match = /^(?:[^"\\]|\\.)*"?/s.exec(input.rest)?.[0] ?? "";
    written += match;
    input.skip(match.length);
    if (match.endsWith('"') && !/(?:^|[^\\])(?:\\\\)*\\"$/.test(match)) return parseText(written) ?? back(input, start);
    // Half of an escape waits for the other half.
    if (match === "" && !(yield* input.fill(2))) break;
  }
  return back(input, start);
}

function back(input: AnswerInput, start: number): undefined {
  input.return(start);
  return undefined;
}

function parseText(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
