import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hasWords, parseListingFilter } from "./filter-listings.ts";
import type { ModelListing } from "./list-catalog.ts";

const model = (given: Partial<ModelListing>): ModelListing => ({
  alias: "phi",
  id: "phi",
  origin: "built-in",
  isDefault: true,
  state: "ready",
  engine: "gguf",
  ...given,
});
const MODELS = [
  model({ alias: "phi-4", licence: "MIT", commercialUse: true, capabilities: ["chat", "tools"] }),
  model({ alias: "qwen2.5-0.5b", licence: "Apache-2.0", commercialUse: true, device: "gpu" }),
  model({ alias: "qwen3-4b", licence: "qwen-research", commercialUse: false }),
  model({ alias: "minilm", capabilities: ["embedding"] }),
  model({ alias: "far", state: "remote", engine: "openai" }),
];

describe("parseListingFilter()", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    "alias=phi-4": ["phi-4"],
    "Alias = QWEN*": ["qwen2.5-0.5b", "qwen3-4b"],
    "alias=!qwen*": ["phi-4", "minilm", "far"],
    "device=GPU": ["qwen2.5-0.5b"],
    "device=cpu": ["phi-4", "qwen3-4b", "minilm"],
    "task=embeddings": ["minilm"],
    "task=tools": ["phi-4"],
    "task=chat-completion": ["phi-4", "qwen2.5-0.5b", "qwen3-4b", "far"],
    "license=mit": ["phi-4"],
    "licence=commercial": ["phi-4", "qwen2.5-0.5b"],
    "licence=unknown": ["minilm", "far"],
    "provider=CPUExecutionProvider": ["phi-4", "qwen3-4b", "minilm"],
    "provider=openai": ["far"],
  };
  for (const [text, aliases] of Object.entries(cases))
    it(`takes ${text}`, () => {
      assert.deepEqual(
        MODELS.filter(parseListingFilter(text)).map(({ alias }) => alias),
        aliases,
      );
    });

  it("refuses an unknown key, and what is no filter, with the keys there are", () => {
    for (const text of ["colour=red", "alias", "alias=", "=x", "", "toString=x"])
      assert.throws(() => parseListingFilter(text), {
        code: "invalid-input",
        message: /one of the keys alias, device, licence, provider, task/,
      });
  });
});

describe("hasWords()", () => {
  const cases: readonly (readonly [words: readonly string[], aliases: readonly string[]])[] = [
    [[], ["phi-4", "qwen2.5-0.5b", "qwen3-4b", "minilm", "far"]],
    [["QWEN"], ["qwen2.5-0.5b", "qwen3-4b"]],
    [["qwen apache"], ["qwen2.5-0.5b"]],
    [["embedding"], ["minilm"]],
    [["nothing"], []],
  ];
  for (const [words, aliases] of cases)
    it(`takes ${words.join(" ") || "all"}`, () => {
      const found = MODELS.map((one) => ({ ...one, id: one.alias })).filter(hasWords(words));
      assert.deepEqual(
        found.map(({ alias }) => alias),
        aliases,
      );
    });
});
