import { AssayError } from "../../core/errors.ts";
import { endSentence } from "../../lib/end-sentence.ts";
import { toAbortError } from "../answering/errors.ts";
import { LlamaLoadFailure } from "./llama/load-failure.ts";

/** Translates a load that the library refused. */
export interface LoadFailure {
  readonly path: string;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

const memoryWords = /alloc|out of memory|insufficient memory|not enough memory/i;

/** Translates what the library threw while it loaded a model or made its context. */
export function toLoadError(cause: unknown, { path, signal, timeoutMs }: LoadFailure): AssayError {
  if (cause instanceof AssayError) return cause;
  if (signal?.aborted) return toAbortError(signal, timeoutMs, cause);
  const log = cause instanceof LlamaLoadFailure ? cause.log : [];
  const thrown = cause instanceof Error ? cause.message : String(cause);
  const reason = [...new Set(log.filter((line) => /error|fail/i.test(line)))][0]?.replace(/^[\w:]+: /, "") ?? thrown;
  if (memoryWords.test(`${reason} ${thrown}`))
    return new AssayError({
      code: "out-of-memory",
      message: endSentence(`The model does not fit the memory: ${reason}`),
      hint: "Choose a smaller variant, a shorter context or fewer requests at once, or unload other models.",
      cause,
    });
  return new AssayError({
    code: "model-invalid",
    message: endSentence(`llama.cpp cannot run ${path}: ${reason}`),
    hint: "Get the file again and check its digest; if it is newer than the library, update Assay and the library.",
    cause,
  });
}
