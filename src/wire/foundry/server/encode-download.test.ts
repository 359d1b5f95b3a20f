import assert from "node:assert/strict";
import { it } from "node:test";
import { encodeDownloadEnd, encodeDownloadProgress, encodeDownloadResult } from "./encode-download.ts";

it("`encodeDownloadProgress()` writes a percentage that every client finds, in one line whatever the file is called", () => {
  assert.equal(encodeDownloadProgress(0.45671, "model.gguf"), "Total 45.67% Downloading model.gguf\n");
  assert.equal(encodeDownloadProgress(2, "a\r\nb"), "Total 100.00% Downloading a b\n");
  assert.equal(encodeDownloadProgress(-1, "a"), "Total 0.00% Downloading a\n");
});

it("`encodeDownloadEnd()` has the word that the C# client waits for, also after a failure", () => {
  for (const success of [true, false]) assert.match(encodeDownloadEnd(success), /\[DONE\]/);
  assert.doesNotMatch(encodeDownloadEnd(false), /All Completed/);
});

it("`encodeDownloadResult()` tells a failure under both names", () => {
  assert.deepEqual(JSON.parse(encodeDownloadResult(undefined)), { success: true, errorMessage: null });
  assert.deepEqual(JSON.parse(encodeDownloadResult("full")), { success: false, errorMessage: "full", error: "full" });
});
