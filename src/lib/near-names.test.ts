import assert from "node:assert/strict";
import { test } from "node:test";
import { nearNames } from "./near-names.ts";

test("`nearNames()` puts the nearest first and leaves out what is far", () => {
  assert.deepEqual(nearNames("notes-mino", ["notes-micro", "phi-4", "notes-mini"]), ["notes-mini", "notes-micro"]);
  assert.deepEqual(nearNames("gpt-oss-20b", ["notes-micro", "notes-mini"]), []);
});

test("`nearNames()` counts a beginning as near, whatever the case", () => {
  assert.deepEqual(nearNames("Qwen2.5", ["phi-4", "qwen2.5-coder-0.5b"]), ["qwen2.5-coder-0.5b"]);
  assert.deepEqual(nearNames("size", ["device", "size_mb"], 1), ["size_mb"]);
});

test("`nearNames()` answers at most as many as asked for", () => {
  assert.deepEqual(nearNames("aa", ["ab", "ac", "ad", "ae"]), ["ab", "ac", "ad"]);
});
