import { AssayError } from "../../../core/errors.ts";
import { endSentence } from "../../../lib/end-sentence.ts";
import { toAbortError } from "../../answering/errors.ts";

/** A load that ONNX Runtime refused. */
export interface LoadFailure {
  readonly path: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number | undefined;
}

/** Translates what ONNX Runtime threw while it read a graph. */
export function toLoadError(cause: unknown, { path, signal, timeoutMs }: LoadFailure): AssayError {
  if (cause instanceof AssayError) return cause;
  if (signal.aborted) return toAbortError(signal, timeoutMs, cause);
  const reason = reasonOf(cause);
  if (isMemory(reason)) return outOfMemory(reason, cause);
  if (/WebGPU adapter|WebGPU execution provider is not/i.test(reason)) return noGpu(readGpuFailure(cause), cause);
  if (/find an implementation|not a registered function|No Op registered|Unsupported model IR|opset/i.test(reason))
    return new AssayError({
      code: "unsupported",
      message: endSentence(`ONNX Runtime has no operator that ${path} needs: ${reason}`),
      hint: "Choose another variant of the model, such as q4 or fp32, or a GGUF file.",
      cause,
    });
  return new AssayError({
    code: "model-invalid",
    message: endSentence(`ONNX Runtime cannot run ${path}: ${reason}`),
    hint: "Get the file and the weights beside it again, and check their digests.",
    cause,
  });
}

/** Translates what ONNX Runtime threw while it computed. */
export function toRunError(cause: unknown): AssayError {
  if (cause instanceof AssayError) return cause;
  const reason = reasonOf(cause);
  if (isMemory(reason)) return outOfMemory(reason, cause);
  return new AssayError({
    code: "model-invalid",
    message: endSentence(`The ONNX graph could not be computed: ${reason}`),
    hint: "Get the model again, or choose another variant.",
    cause,
  });
}

/** Why no graphics card can be used, in what ONNX Runtime threw when it looked for one. */
export function readGpuFailure(cause: unknown): string {
  const reason = reasonOf(cause);
  return /Failed to get a WebGPU adapter: (.*)/.exec(reason)?.[1] ?? reason;
}

function noGpu(reason: string, cause: unknown): AssayError {
  return new AssayError({
    code: "device-absent",
    message: endSentence(`ONNX Runtime finds no graphics card that it can use by WebGPU: ${reason}`),
    hint: "Install the card's driver (on Linux one for Vulkan, and libvulkan1), or load the model on the CPU.",
    cause,
  });
}

function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  // Where in its own sources it noticed is of no use to a reader.
  return (
    text
      .replace(/^\S*onnxruntime_src\S*\s+\S[^\n]*?\)\s*/, "")
      .trim()
      .split("\n")[0] ?? ""
  );
}

function isMemory(reason: string): boolean {
  return /bad_alloc|out of memory|failed to allocate|allocation failed/i.test(reason);
}

function outOfMemory(reason: string, cause: unknown): AssayError {
  return new AssayError({
    code: "out-of-memory",
    message: endSentence(`The model does not fit the memory: ${reason}`),
    hint: "Choose a smaller variant or a shorter context, or unload other models.",
    cause,
  });
}
