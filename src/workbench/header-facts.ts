import type { ModelDefinition } from "../catalog/models/model-schema.ts";
import type { GgufHeader } from "../engines/gguf/gguf-header.ts";

/** What an entry of models.json can say of a model from its file's header. */
export function headerFacts({ architecture, metadata, parameters }: GgufHeader): Partial<ModelDefinition> {
  const trained = metadata.get(`${architecture}.context_length`);
  const licence = metadata.get("general.license");
  // One part of a split model does not know the others' tensors.
  const isSplit = Number(metadata.get("split.count") ?? 1) > 1;
  return {
    capabilities: capabilitiesOf(architecture, metadata),
    ...(typeof licence === "string" && licence.trim() !== "" && licence.length < 60 && { licence }),
    ...(typeof trained === "number" && trained >= 1 && { trainedContext: trained }),
    ...(!isSplit && parameters >= 1 && { parameters }),
  };
}

/** A model that says how it pools makes vectors; what one that chats can do, its template tells. */
function capabilitiesOf(architecture: string, metadata: GgufHeader["metadata"]): string[] {
  if (metadata.has(`${architecture}.pooling_type`)) return ["embedding"];
  const template = metadata.get("tokenizer.chat_template");
  if (typeof template !== "string") return ["chat"];
  return ["chat", ...(/\btools\b/.test(template) ? ["tools"] : []), ...(/<think>/.test(template) ? ["reasoning"] : [])];
}
