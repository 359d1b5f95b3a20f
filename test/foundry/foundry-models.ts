import { resolve } from "node:path";

const FILE = resolve("models/assay-notes-micro-q8_0.gguf");

/** A models.json that has a shipped model under the names that the SDKs' own integration test asks for. */
export const FOUNDRY_MODELS = {
  "qwen2.5-0.5b": {
    id: "qwen2.5-0.5b-instruct",
    version: 3,
    capabilities: ["chat"],
    licence: "Apache-2.0",
    context: 1024,
    file: FILE,
  },
} as const;

/** The same name without a file behind it: loads at once, and answers two words. */
export const PLAYED_MODELS = {
  "qwen2.5-0.5b": {
    id: "qwen2.5-0.5b-instruct",
    version: 3,
    capabilities: ["chat"],
    script: { tokens: ["Hello", " you"] },
  },
} as const;

export const QWEN = "qwen2.5-0.5b-instruct-generic-cpu:3";
