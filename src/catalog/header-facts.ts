import type { GgufHeader } from "../formats/gguf/gguf-header.ts";
import { isEmbeddingFile } from "../formats/gguf/is-embedding-file.ts";
import type { ModelDefinition } from "./models/model-schema.ts";

/** What an entry of models.json can say of a model from its file's header. */
export function headerFacts(header: GgufHeader): Partial<ModelDefinition> {
  const { architecture, metadata, parameters } = header;
  const trained = metadata.get(`${architecture}.context_length`);
  const licence = metadata.get("general.license");
  // One part of a split model does not know the others' tensors.
  const isSplit = Number(metadata.get("split.count") ?? 1) > 1;
  return {
    capabilities: capabilitiesOf(header),
    ...(typeof licence === "string" && licence.trim() !== "" && licence.length < 60 && { licence }),
    ...(typeof trained === "number" && trained >= 1 && { trainedContext: trained }),
    ...(!isSplit && parameters >= 1 && { parameters }),
  };
}

/** What a model that chats can do, its template tells. */
function capabilitiesOf(header: GgufHeader): string[] {
  if (isEmbeddingFile({ header })) return ["embedding"];
  const template = header.metadata.get("tokenizer.chat_template");
  if (typeof template !== "string") return ["chat"];
  return ["chat", ...(/\btools\b/.test(template) ? ["tools"] : []), ...(/<think>/.test(template) ? ["reasoning"] : [])];
}
