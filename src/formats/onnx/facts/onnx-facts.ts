import type { FileFacts } from "../../../core/model-format.ts";
import type { OnnxConfig, OnnxFolder } from "./onnx-folder.ts";

const FLOAT_BYTES = 4;

/** Facts that an ONNX model's folder states; others are absent. */
export function onnxFacts({ config, chatTemplate }: OnnxFolder, weightsBytes: number): FileFacts {
  return {
    memory: {
      weightsBytes,
      kvBytesPerToken: countCacheBytes(config),
      trainedContextTokens: config.max_position_embeddings,
      vocabularyTokens: config.vocab_size,
    },
    architecture: config.model_type,
    capabilities: capabilitiesOf(config, chatTemplate),
    chatTemplate,
  };
}

/** A class that is named as a bare model has no head that picks tokens: it gives vectors. */
function capabilitiesOf({ architectures: [name] = [] }: OnnxConfig, template = ""): readonly string[] | undefined {
  if (name?.endsWith("Model")) return ["embedding"];
  if (name?.endsWith("ForCausalLM") !== true) return undefined;
  return ["chat", ...(/\btools\b/.test(template) ? ["tools"] : []), ...(/<think>/.test(template) ? ["reasoning"] : [])];
}

/** Keys and values of one token in all layers. */
function countCacheBytes(config: OnnxConfig): number | undefined {
  const { num_hidden_layers: layers, num_attention_heads: heads, hidden_size: hidden } = config;
  const headSize = config.head_dim ?? (hidden === undefined || heads === undefined ? undefined : hidden / heads);
  const cacheHeads = config.num_key_value_heads ?? heads;
  if (layers === undefined || headSize === undefined || cacheHeads === undefined) return undefined;
  return 2 * layers * cacheHeads * headSize * FLOAT_BYTES;
}
