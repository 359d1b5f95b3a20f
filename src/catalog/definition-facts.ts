import type { FileFacts } from "../core/model-format.ts";
import type { ModelDefinition } from "./models/model-schema.ts";

/** A licence that is longer than a name is a text. */
const LONGEST_LICENCE_NAME = 60;

/** Facts for an entry of models.json, taken from the model's files. */
export function definitionFacts({ capabilities, licence, memory, parameters }: FileFacts): Partial<ModelDefinition> {
  const { trainedContextTokens: trained } = memory;
  return {
    ...(capabilities !== undefined && { capabilities: [...capabilities] }),
    ...(licence !== undefined && licence.length < LONGEST_LICENCE_NAME && { licence }),
    ...(trained !== undefined && trained >= 1 && { trainedContext: trained }),
    ...(parameters !== undefined && parameters >= 1 && { parameters }),
  };
}
