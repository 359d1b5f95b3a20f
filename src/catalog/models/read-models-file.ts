import type { PromptSet } from "../../core/prompt.ts";
import { checkJson } from "../../json/check-json.ts";
import { type JsonDocument, parseJson } from "../../json/parse-json.ts";
import { readTextFile } from "../../json/read-text-file.ts";
import { toPromptSet } from "../prompts/to-prompt-set.ts";
import type { ModelDefinition } from "./model-schema.ts";
import { bareModelsFileSchema, modelsFileSchema } from "./models-file-schema.ts";

/** Content of a models.json, whichever of its forms it has. */
export interface ModelsFile {
  readonly file: string;
  readonly models: ReadonlyMap<string, ModelDefinition>;
  /** Absent when the file has no prompts. */
  readonly prompts?: PromptSet | undefined;
}

/**
 * Reads a models.json.
 *
 * @returns absent when there is no such file
 * @throws AssayError `invalid-file` with every problem and its place; `storage-failed`
 */
export async function readModelsFile(path: string): Promise<ModelsFile | undefined> {
  const text = await readTextFile(path);
  return text === undefined ? undefined : parseModelsFile(path, text);
}

/** Checks the text of a models.json. @throws AssayError `invalid-file` with every problem and its place */
export function parseModelsFile(path: string, text: string): ModelsFile {
  const document = parseJson(path, text);
  const { models, prompts } = checkForm(document);
  return {
    file: path,
    models: new Map(models),
    prompts:
      prompts === undefined ? undefined : toPromptSet(prompts, { name: "models.json", document, path: ["prompts"] }),
  };
}

function checkForm(document: JsonDocument) {
  const { value } = document;
  if (typeof value === "object" && value !== null && "models" in value) {
    const { models, prompts } = checkJson(document, modelsFileSchema);
    const entries: [string, ModelDefinition][] = Array.isArray(models)
      ? models.map((alias) => [alias, {}])
      : Object.entries(models);
    return { models: entries, prompts };
  }
  const { $schema, schema, prompts, ...models } = checkJson(document, bareModelsFileSchema);
  return { models: Object.entries(models), prompts };
}
