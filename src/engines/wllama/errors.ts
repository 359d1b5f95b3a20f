import { contextExceeded } from "../../core/context-exceeded.ts";
import { AssayError } from "../../core/errors.ts";
import { endSentence } from "../../lib/end-sentence.ts";

const memoryWords =
  /alloc|out of memory|insufficient memory|not enough memory|memory access out of bounds|Cannot enlarge/i;

/** Translates what wllama threw while it loaded a model; `log` holds the last lines that the library wrote as errors. */
export function toLoadError(cause: unknown, log: readonly string[]): AssayError {
  if (cause instanceof AssayError) return cause;
  const thrown = wordsOf(cause);
  const reason = log.find((line) => /error|fail|invalid|unknown/i.test(line)) ?? thrown;
  if (memoryWords.test(`${reason} ${thrown}`)) return outOfMemory(reason, cause);
  return new AssayError({
    code: "model-invalid",
    message: endSentence(`llama.cpp cannot run the model in this page: ${reason}`),
    hint: "Remove the stored model and get it again; if it stays so, choose another file, or run the model in the service.",
    cause,
  });
}

/** Translates what wllama threw while it answered. */
export function toRunError(cause: unknown, contextTokens: number): AssayError {
  if (cause instanceof AssayError) return cause;
  const reason = wordsOf(cause);
  if (/exceeds? the (available )?context|context size/i.test(reason)) return contextExceeded(contextTokens, "more");
  if (/grammar/i.test(reason))
    return new AssayError({
      code: "unsupported",
      message: endSentence(`llama.cpp cannot read the grammar of the answer: ${reason}`),
      hint: "Simplify the schema or the grammar.",
      cause,
    });
  if (memoryWords.test(reason)) return outOfMemory(reason, cause);
  return new AssayError({
    code: "model-crashed",
    message: endSentence(`The model in this page has failed: ${reason}`),
    hint: "Load the model again.",
    cause,
  });
}

function outOfMemory(reason: string, cause: unknown): AssayError {
  return new AssayError({
    code: "out-of-memory",
    message: endSentence(`The model does not fit the memory of this page: ${reason}`),
    hint: "Choose a smaller variant or a shorter context, close other tabs, or run the model in the service.",
    cause,
  });
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
