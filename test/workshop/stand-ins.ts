import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseModelsFile } from "../../src/catalog/models/read-models-file.ts";
import type { HubRepo } from "../fixtures/hub/hub-repo.ts";

/** A shipped model for each variant that the document downloads; bigger ones stand for bigger ones. */
const SHIPPED: Readonly<Record<string, string>> = {
  "qwen2.5-0.5b:q4_k_m": "notes-micro-q8_0",
  "qwen2.5-0.5b:q8_0": "notes-micro-q4_0",
  "gemma-2-2b:q4_k_m": "notes-mini-q4_0",
  "mistral-7b:q4_k_m": "notes-mini-q8_0",
  "mistral-7b:q3_k_m": "notes-micro-q4_0",
  "phi-4-mini:q4_k_m": "notes-micro-q8_0",
  "gpt-oss-20b:mxfp4": "notes-mini-q8_0",
};

/**
 * The hub's repositories of the workshop's models, with small models in place of theirs.
 *
 * @param modelsFiles the built-in catalog and the document's models.json: both say what lies where
 */
export function makeStandIns(modelsFiles: readonly string[]): HubRepo[] {
  const repos = new Map<string, Record<string, Uint8Array>>();
  const wanted = new Set(Object.keys(SHIPPED));
  for (const text of modelsFiles)
    for (const [alias, { variants = {} }] of parseModelsFile("models.json", text).models)
      for (const [name, { hub }] of Object.entries(variants)) {
        const shipped = SHIPPED[`${alias}:${name}`];
        if (shipped === undefined || hub?.file === undefined) continue;
        wanted.delete(`${alias}:${name}`);
        const content = readFileSync(resolve(`models/assay-${shipped}.gguf`));
        repos.set(hub.repo, { ...repos.get(hub.repo), [hub.file]: content });
      }
  if (wanted.size > 0) throw new Error(`no models.json says where these lie: ${[...wanted].join(", ")}`);
  return [...repos].map(([id, files]) => ({ id, files, licence: "apache-2.0", tags: ["gguf", "text-generation"] }));
}
