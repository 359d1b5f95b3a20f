import { AnswerInput } from "./answer-input.ts";
import { readLiteral } from "./read-literal.ts";

/** JSON stays what it is, what Python writes becomes JSON, and anything else is a text. */
export function toJsonValue(written: string): string {
  try {
    return JSON.stringify(JSON.parse(written));
  } catch {
    return readWholeLiteral(written) ?? JSON.stringify(written);
  }
}

function readWholeLiteral(written: string): string | undefined {
  const input = new AnswerInput(written.trim());
  input.ended = true;
  const { value } = readLiteral(input, undefined).next();
  return input.done ? (value ?? undefined) : undefined;
}
