import { AssayError } from "../../core/errors.ts";

/** ONNX Runtime for Node. */
export type NodeRuntime = typeof import("onnxruntime-node");

/** How the package is got. */
export const SETUP_HINT = "`assay setup onnx` installs it.";

/** Loads the package onnxruntime-node, which is brought only where it is wanted. @throws AssayError `engine-missing` */
export async function loadRuntime(): Promise<NodeRuntime> {
  try {
    const { default: runtime } = (await import("onnxruntime-node")) as { readonly default: NodeRuntime };
    // Its warnings are about the graph, for those who exported it.
    runtime.env.logLevel = "error";
    return runtime;
  } catch (cause) {
    throw new AssayError({
      code: "engine-missing",
      message: isAbsent(cause)
        ? "The package onnxruntime-node, which runs ONNX models, is not installed."
        : `The package onnxruntime-node cannot be loaded on ${process.platform} ${process.arch}: ${String(cause)}`,
      hint: isAbsent(cause) ? SETUP_HINT : "Choose a GGUF file of the model, or an endpoint.",
      cause,
    });
  }
}

function isAbsent(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && cause.code === "ERR_MODULE_NOT_FOUND";
}
