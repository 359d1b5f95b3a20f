import assert from "node:assert/strict";
import { it } from "node:test";
import { parseCatalogueList } from "../catalogue-list.ts";
import { encodeCatalogRecord } from "./encode-catalog-record.ts";

const FACTS = { name: "far-generic-cpu:3", alias: "far", embedding: false, toolCalling: false };

it("`encodeCatalogRecord()` writes every field where nothing but the name is known", () => {
  const record = encodeCatalogRecord(FACTS);
  assert.deepEqual(
    Object.entries(record).filter(([, value]) => value === undefined),
    [],
  );
  assert.equal(record.version, "3");
  assert.equal(record.displayName, "far-generic-cpu");
  assert.equal(record.fileSizeMb, 0);
  assert.deepEqual(record.runtime, { deviceType: "CPU", executionProvider: "CPUExecutionProvider" });
});

it("`encodeCatalogRecord()` counts megabytes of 2^20 and never says 0 of a file that is there", () => {
  assert.equal(encodeCatalogRecord({ ...FACTS, sizeBytes: 3.5 * 2 ** 20 }).fileSizeMb, 4);
  assert.equal(encodeCatalogRecord({ ...FACTS, sizeBytes: 10 }).fileSizeMb, 1);
});

it("`encodeCatalogRecord()` takes task and device from what is known", () => {
  assert.equal(encodeCatalogRecord({ ...FACTS, embedding: true }).task, "embeddings");
  assert.equal(encodeCatalogRecord({ ...FACTS, task: "text-generation" }).task, "text-generation");
  assert.equal(encodeCatalogRecord({ ...FACTS, name: "far-generic-gpu:1" }).runtime.deviceType, "GPU");
  assert.equal(encodeCatalogRecord({ ...FACTS, hubRepo: "a/b" }).uri, "hf://a/b");
});

it("`encodeCatalogRecord()` writes what our own client reads back", () => {
  const [variant] = parseCatalogueList([encodeCatalogRecord({ ...FACTS, licence: "MIT", toolCalling: true })]) ?? [];
  assert.equal(variant?.id, "far-generic-cpu:3");
  assert.equal(variant?.licence, "MIT");
  assert.equal(variant?.toolCalling, true);
});
