import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { BUILT_IN_RUBRIC } from "../../quality/rubric/built-in-rubric.ts";
import { createFileSchemas } from "./create-file-schemas.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(root, ...path), "utf8"));

test("schemas/ holds what tools/write-schemas.ts would write", () => {
  for (const [name, schema] of Object.entries(createFileSchemas()))
    assert.deepEqual(readJson("schemas", `${name}.schema.json`), JSON.parse(JSON.stringify(schema)), name);
});

test("the published schemas accept every shipped file", () => {
  const models = toSchema("models");
  const prompts = toSchema("prompts");
  assert.ok(models.safeParse(readJson("models", "models.json")).success);
  for (const file of readdirSync(join(root, "prompts")))
    assert.ok(prompts.safeParse(readJson("prompts", file)).success, file);
  assert.ok(toSchema("rubric").safeParse(BUILT_IN_RUBRIC).success);
  assert.ok(toSchema("assay").safeParse({ $schema: "x", schema: 1, models: ["notes-mini:*"], rounds: 5 }).success);
});

test("the published schemas refuse what the checks refuse", () => {
  assert.ok(!toSchema("models").safeParse({ models: { phi: { size_mb: -1 } } }).success);
  assert.ok(!toSchema("prompts").safeParse([""]).success);
  assert.ok(!toSchema("assay").safeParse({ rounds: 0 }).success);
  assert.ok(!toSchema("rubric").safeParse({ criteria: [{ id: "tone", asks: "?", anchors: { 1: "a" } }] }).success);
  assert.ok(!toSchema("assay").safeParse({ round: 1 }).success);
});

function toSchema(name: string): z.ZodType {
  return z.fromJSONSchema(readJson("schemas", `${name}.schema.json`) as z.core.JSONSchema.JSONSchema);
}
