import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { makeFolder } from "../make-folder.ts";
import { SIZES } from "./tiny-decoder.ts";
import { type GraphSpec, toBytes, writeOnnx } from "./write-onnx.ts";

const TOKENIZER = fileURLToPath(new URL("../fixtures/onnx/assay-notes-micro", import.meta.url));

/** Makes a model's folder of a graph, with a tokenizer; gives the path of the graph. */
export function makeOnnxFolder(
  test: TestContext,
  graph: GraphSpec,
  files: Readonly<Record<string, string | Uint8Array>> = {},
): string {
  const { vocabulary, hidden, heads, headSize, places } = SIZES;
  const config = {
    model_type: "tiny",
    hidden_size: hidden,
    num_hidden_layers: 1,
    num_attention_heads: heads,
    head_dim: headSize,
    vocab_size: vocabulary,
    max_position_embeddings: places,
    // No token ends an answer.
    eos_token_id: [],
  };
  const folder = makeFolder(test, { "config.json": JSON.stringify(config), "model.onnx": writeOnnx(graph), ...files });
  for (const name of ["tokenizer.json", "tokenizer_config.json"]) cpSync(join(TOKENIZER, name), join(folder, name));
  for (const { file, data } of graph.weights) if (file !== undefined) writeFileSync(join(folder, file), toBytes(data));
  return join(folder, "model.onnx");
}
