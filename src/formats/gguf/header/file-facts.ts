import type { FileFacts } from "../../../core/model-format.ts";
import type { GgufContent } from "./gguf-header.ts";
import { ggufMemoryFacts } from "./memory-facts.ts";
import { quantisationName } from "./quantisation-name.ts";

/** Facts that a GGUF file states; others are absent. */
export function ggufFacts(file: GgufContent): FileFacts {
  const { metadata, architecture, parameters } = file.header;
  const text = (key: string) => {
    const value = metadata.get(key);
    return typeof value === "string" && value.trim() !== "" ? value : undefined;
  };
  const [licence, licenceName] = [text("general.license"), text("general.license.name")];
  const chatTemplate = text("tokenizer.chat_template");
  // One part of a split model does not know the others' tensors.
  const isSplit = Number(metadata.get("split.count") ?? 1) > 1;
  return {
    memory: ggufMemoryFacts(file),
    capabilities: file.kind === "embedding" ? ["embedding"] : capabilitiesOf(chatTemplate),
    architecture,
    parameters: isSplit ? undefined : parameters,
    quantisation: quantisationName(metadata.get("general.file_type")),
    licence: licence?.toLowerCase() === "other" ? (licenceName ?? licence) : (licence ?? licenceName),
    licenceUrl: text("general.license.link"),
    chatTemplate,
  };
}

/** The template tells what a chat model can do. */
function capabilitiesOf(template = ""): readonly string[] {
  return ["chat", ...(/\btools\b/.test(template) ? ["tools"] : []), ...(/<think>/.test(template) ? ["reasoning"] : [])];
}
