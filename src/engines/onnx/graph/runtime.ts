import type { InferenceSession, Tensor } from "onnxruntime-node";

/** ONNX Runtime as the loop uses it: the packages for Node and for pages offer the same. */
export type Runtime = Pick<typeof import("onnxruntime-node"), "Tensor">;

export type Session = InferenceSession;
export type Tensors = Readonly<Record<string, Tensor>>;
