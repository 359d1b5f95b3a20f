import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { requiredMemory } from "../../formats/memory/required-memory.ts";
import { createLoadPlanner } from "./create-load-planner.ts";

function file(name: string, more: Partial<ResolvedModel> = {}): ResolvedModel {
  const path = fileURLToPath(new URL(`../../../models/${name}`, import.meta.url));
  return { alias: name, id: name, engine: "gguf", source: { type: "file", path }, ...more };
}

test("a small chat model answers 16 at once, each with its whole context", async () => {
  const plan = await createLoadPlanner(undefined)(file("assay-notes-mini-q8_0.gguf", { contextTokens: 1024 }));
  assert.deepEqual(plan.options, { parallel: 16, contextTokens: 1024 });
  assert.ok((plan.needBytes ?? 0) > 6.2e6 + 64e6);
});

test("with less memory as many are answered at once on a smaller cache, and with too little none", async () => {
  const planLoad = createLoadPlanner(undefined);
  const model = file("assay-notes-mini-q8_0.gguf", { contextTokens: 1024 });
  const best = await planLoad(model);
  const less = await planLoad(model, (best.needBytes ?? 0) - 1);
  assert.deepEqual(less.options, { parallel: 16, contextTokens: 1024 });
  assert.ok((less.needBytes ?? 0) < (best.needBytes ?? 0));
  await assert.rejects(planLoad(model, 100e6), { code: "out-of-memory" });
});

test("as many as asked for are answered at once", async () => {
  const { options } = await createLoadPlanner(3)(file("assay-notes-micro-q4_0.gguf"));
  assert.equal(options.parallel, 3);
});

test("an embedding model is loaded as it is", async () => {
  const plan = await createLoadPlanner(4)(file("all-minilm-l6-v2-q8_0.gguf"));
  assert.deepEqual(plan.options, {});
  assert.ok((plan.needBytes ?? 0) > 25e6);
});

test("what runs elsewhere needs nothing, and of an adapter nothing is known", async () => {
  const planLoad = createLoadPlanner(undefined);
  const remote = { type: "endpoint", baseUrl: "http://127.0.0.1:1/v1" } as const;
  assert.equal((await planLoad({ alias: "r", id: "r", engine: "openai", source: remote })).needBytes, 0);
  const adapter = { type: "adapter", modulePath: "/x.js" } as const;
  assert.equal((await planLoad({ alias: "a", id: "a", engine: "custom", source: adapter })).needBytes, undefined);
  const hub = { type: "hub", repo: "o/m", files: ["m.gguf"], format: "gguf" } as const;
  const unseen: ResolvedModel = { alias: "h", id: "h", engine: "gguf", source: hub, sizeBytes: 1e9 };
  assert.equal((await planLoad(unseen)).needBytes, requiredMemory({ weightsBytes: 1e9 }).totalBytes);
  await assert.rejects(planLoad(unseen, 1e9), { code: "out-of-memory" });
});

test("a missing file is named", async () => {
  await assert.rejects(createLoadPlanner(undefined)(file("none.gguf")), { code: "model-missing" });
});
