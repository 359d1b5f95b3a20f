import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import type { ModelSource } from "../../core/engine.ts";
import { describeSource, findDownloaded, isDownloadable, isRemote, stateOfSource, toSource } from "./sources.ts";

const ABSENT = join(import.meta.dirname, "absent.gguf");
const SOURCES: readonly (readonly [ModelSource, ReturnType<typeof stateOfSource>])[] = [
  [{ type: "file", path: import.meta.filename }, "ready"],
  [{ type: "file", path: ABSENT }, "missing"],
  [{ type: "adapter", modulePath: import.meta.filename }, "ready"],
  [{ type: "hub", repo: "owner/name", files: ["a.gguf"], format: "gguf" }, "downloadable"],
  [{ type: "endpoint", baseUrl: "http://127.0.0.1:1/v1" }, "remote"],
  [{ type: "foundry", model: "phi" }, "remote"],
  [{ type: "script", script: { tokens: [] } }, "scripted"],
];

for (const [source, state] of SOURCES)
  test(`a ${source.type} is ${state}`, () => {
    assert.equal(stateOfSource(source), state);
    assert.equal(isRemote(source), state === "remote");
    assert.equal(isDownloadable(source), state === "downloadable");
    assert.equal(findDownloaded(source, import.meta.dirname), undefined);
    assert.match(describeSource(source), /^is /);
  });

test("`toSource()` takes a file before the hub that it can be had from, and makes paths absolute", () => {
  const toPath = (written: string) => `/models/${written}`;
  const hub = { repo: "owner/name", file: "a.gguf" };
  assert.deepEqual(toSource({ file: "a.gguf", hub }, toPath), { type: "file", path: "/models/a.gguf" });
  assert.deepEqual(toSource({ hub }, toPath), { type: "hub", repo: "owner/name", files: ["a.gguf"], format: "gguf" });
  assert.deepEqual(toSource({ adapter: { module: "a.ts" } }, toPath), { type: "adapter", modulePath: "/models/a.ts" });
  assert.equal(toSource({}, toPath), undefined);
});
