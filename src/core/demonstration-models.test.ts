import assert from "node:assert/strict";
import { test } from "node:test";
import { isDemonstrationModel } from "./demonstration-models.ts";
import type { ModelSource } from "./engine.ts";

const endpoint = (model?: string): ModelSource => ({ type: "endpoint", baseUrl: "http://127.0.0.1:1/v1", model });

test("`isDemonstrationModel()` knows the shipped models by their file, on every system, and by their name at an endpoint", () => {
  const own: readonly ModelSource[] = [
    { type: "file", path: "/opt/assay/models/assay-notes-mini-q8_0.gguf" },
    { type: "file", path: "C:\\assay\\models\\assay-notes-micro-q4_0.gguf" },
    { type: "file", path: "assay-notes-micro-q4_0.gguf" },
    endpoint("notes-mini"),
    endpoint("notes-micro:q4_0"),
    { type: "foundry", model: "notes-mini" },
  ];
  for (const source of own) assert.equal(isDemonstrationModel({ source }), true, JSON.stringify(source));
});

test("`isDemonstrationModel()` takes no other model for one", () => {
  const others: readonly ModelSource[] = [
    { type: "file", path: "/models/my-assay-notes-mini-q8_0.gguf" },
    { type: "file", path: "/assay-notes-mini-tests/qwen.gguf" },
    endpoint("notes-minister"),
    endpoint("qwen2.5-0.5b"),
    endpoint(),
    { type: "script", script: { answers: {} } } as unknown as ModelSource,
  ];
  for (const source of others) assert.equal(isDemonstrationModel({ source }), false, JSON.stringify(source));
});
