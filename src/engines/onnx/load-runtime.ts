import { AssayError } from "../../core/errors.ts";
import type { NodeRuntime } from "./native/open-runtime.ts";

/** How the package is got. */
export const SETUP_HINT = "`assay setup onnx` installs it.";

/** Opens the library of the package onnxruntime-node, which is brought only where it is wanted. @throws AssayError `engine-missing` */
export async function loadRuntime(): Promise<NodeRuntime> {
  try {
    const { openRuntime } = await import("./native/open-runtime.ts");
    return openRuntime();
  } catch (cause) {
    throw new AssayError({
      code: "engine-missing",
      message: isAbsent(cause)
        ? "The package onnxruntime-node, which runs ONNX models, is not installed."
        : `ONNX Runtime cannot be loaded on ${process.platform} ${process.arch}: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: isAbsent(cause) ? SETUP_HINT : "Choose a GGUF file of the model, or an endpoint.",
      cause,
    });
  }
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "MODULE_NOT_FOUND";
}
