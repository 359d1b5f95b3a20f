import { AssayError } from "../../core/errors.ts";
import type { LoadedGraph, PreparedGraph } from "./prepare-chat.ts";

export function prepareEmbedding(_: LoadedGraph): PreparedGraph {
  throw new AssayError({
    code: "unsupported",
    message: "This ONNX graph keeps no keys and values: it generates no text.",
    hint: "Choose a graph that is named decoder_model_merged or model, exported for text generation with a cache.",
  });
}
