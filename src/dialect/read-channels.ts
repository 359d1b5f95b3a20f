import type { AnswerInput, Step } from "./answer-input.ts";
import type { AnswerReaderOptions } from "./answer-reader-options.ts";
import { copyJson } from "./copy-json.ts";
import { beginsObject } from "./read-json-call.ts";

/** Marks that end a part; the last two begin the next one. */
const ends = ["<|end|>", "<|call|>", "<|return|>", "<|start|>", "<|channel|>"];
/** Every mark of the layout. */
export const channelMarks = [...ends, "<|message|>", "<|constrain|>"];
/** Beginnings of a header, after the words of the prompt. */
const headers = ["<|start|>", "<|channel|>", "to=", "assistant"];
const mostHeaderCharacters = 300;

/**
 * Reads an answer of gpt-oss, whose parts have headers: `<|channel|>analysis<|message|>` begins reasoning, `final` and
 * `commentary` text, and a part that is sent `to=functions.name` is a call.
 */
export function* readChannels(input: AnswerInput, { tools, thinking }: AnswerReaderOptions): Step {
  const names = new Set(tools.map(({ name }) => name));
  while (yield* input.more()) {
    const header = yield* readHeader(input);
    if (header === undefined) yield* readPart(input, "text");
    else {
      const name = /to=(?:functions\.)?([\w.-]+)/.exec(header)?.[1];
      if (name !== undefined && names.has(name)) yield* readCall(input, name);
      else {
        const isReasoning = thinking !== "none" && /(^|\|>)analysis\b/.test(header);
        yield* readPart(input, isReasoning ? "reasoning" : "text");
      }
    }
  }
}

/** Reads the header before `<|message|>`; undefined, and nothing read, where no header begins. */
function* readHeader(input: AnswerInput): Step<string | undefined> {
  const start = input.mark();
  yield* input.skipBlanks();
  for (;;) {
    const { rest } = input;
    const may = headers.some((mark) => rest.startsWith(mark.slice(0, rest.length)));
    const at = rest.indexOf("<|message|>");
    if (may && at >= 0) {
      input.skip(at + "<|message|>".length);
      return rest.slice(0, at);
    }
    if (!may || rest.length > mostHeaderCharacters || input.ended) {
      if (may && input.ended && /^<\|(start|channel)\|>/.test(rest)) input.skip(rest.length);
      else input.return(start);
      return undefined;
    }
    yield;
  }
}

function* readPart(input: AnswerInput, type: "text" | "reasoning"): Step {
  input.reasoning = type === "reasoning";
  const found = yield* input.readTo(ends, (text) => input.emit(type, text));
  input.reasoning = false;
  if (found === "<|start|>" || found === "<|channel|>") input.return(input.mark() - found.length);
}

function* readCall(input: AnswerInput, name: string): Step {
  yield* input.skipBlanks();
  if (yield* beginsObject(input)) {
    input.beginCall(name);
    input.endCall((yield* copyJson(input, (text) => input.emit("call-arguments", text))) === "whole");
  } else if (input.rest === "") {
    input.beginCall(name);
    input.endCall(false);
  } else {
    input.breakCall();
    return yield* readPart(input, "text");
  }
  yield* input.skipBlanks();
  for (const mark of ["<|call|>", "<|end|>", "<|return|>"]) if (yield* input.take(mark)) return;
}
