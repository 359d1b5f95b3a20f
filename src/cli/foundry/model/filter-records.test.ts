import assert from "node:assert/strict";
import { it } from "node:test";
import { encodeCatalogRecord } from "../../../wire/foundry/server/encode-catalog-record.ts";
import { filterRecords } from "./filter-records.ts";

const record = (alias: string, device: "cpu" | "gpu", toolCalling = false, embedding = false) =>
  encodeCatalogRecord({ name: `${alias}-generic-${device}:1`, alias, toolCalling, embedding });
const RECORDS = [
  record("qwen2.5-0.5b", "cpu", true),
  record("qwen2.5-7b", "gpu"),
  record("phi-4", "cpu"),
  record("minilm", "cpu", false, true),
];
const aliases = (filter: string) => filterRecords(RECORDS, filter).map(({ alias }) => alias);

it("`filterRecords()` takes device, provider, task and alias, in any case", () => {
  assert.deepEqual(aliases("device=gpu"), ["qwen2.5-7b"]);
  assert.deepEqual(aliases("DEVICE=GPU"), ["qwen2.5-7b"]);
  assert.deepEqual(aliases("provider=WebGpuExecutionProvider"), ["qwen2.5-7b"]);
  assert.deepEqual(aliases("task=tools"), ["qwen2.5-0.5b"]);
  assert.deepEqual(aliases("task=chat-completion").length, 3);
  assert.deepEqual(aliases("task=embeddings"), ["minilm"]);
  assert.deepEqual(aliases("alias=Phi-4"), ["phi-4"]);
});

it("`filterRecords()` takes a beginning with * and all others with !", () => {
  assert.deepEqual(aliases("alias=qwen*"), ["qwen2.5-0.5b", "qwen2.5-7b"]);
  assert.deepEqual(aliases("alias=!qwen*"), ["phi-4", "minilm"]);
  assert.deepEqual(aliases("device=!CPU"), ["qwen2.5-7b"]);
  assert.deepEqual(aliases("alias=qwen"), []);
});

it("`filterRecords()` refuses another key or form", () => {
  for (const filter of ["size=3", "device", "=cpu", "device=", "device=!", "constructor=x"])
    assert.throws(() => filterRecords(RECORDS, filter), { code: "invalid-input" }, filter);
});
