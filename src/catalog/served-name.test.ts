import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ModelSource } from "../core/engine.ts";
import { splitDevice, toServedName } from "./served-name.ts";

const file: ModelSource = { type: "file", path: "/m.gguf" };

describe("toServedName()", () => {
  it("makes base, device and version", () => {
    assert.equal(toServedName({ alias: "phi", source: file }), "phi-generic-cpu:1");
    assert.equal(toServedName({ alias: "phi", variant: "q8_0", source: file }), "phi-q8_0-generic-cpu:1");
    assert.equal(toServedName({ alias: "phi", version: 4, device: "gpu", source: file }), "phi-generic-gpu:4");
  });

  it("takes the catalog's id before alias and variant", () => {
    const name = toServedName({ alias: "q", variant: "q4", catalogId: "qwen2.5-0.5b-instruct", source: file });
    assert.equal(name, "qwen2.5-0.5b-instruct-generic-cpu:1");
  });

  it("keeps what an id says of device and version", () => {
    const named = (catalogId: string, version?: number) =>
      toServedName({ alias: "a", catalogId, version, source: file });
    assert.equal(named("Phi-4-generic-gpu:7"), "Phi-4-generic-gpu:7");
    assert.equal(named("Phi-4-generic-gpu", 3), "Phi-4-generic-gpu:3");
    assert.equal(named("Phi-4:7"), "Phi-4-generic-cpu:7");
    assert.equal(named("Phi-4-cuda-gpu"), "Phi-4-cuda-gpu:1");
  });

  it("names no device of what runs elsewhere", () => {
    const endpoint: ModelSource = { type: "endpoint", baseUrl: "http://h/v1" };
    assert.equal(toServedName({ alias: "gpt", source: endpoint }), "gpt:1");
    assert.equal(toServedName({ alias: "phi", version: 2, source: { type: "foundry", model: "phi" } }), "phi:2");
  });
});

describe("splitDevice()", () => {
  it("takes the device and its vendor off, and leaves the version on", () => {
    assert.deepEqual(splitDevice("phi-4-mini-cpu"), { base: "phi-4-mini", device: "cpu" });
    assert.deepEqual(splitDevice("Phi-4-Generic-GPU:3"), { base: "Phi-4:3", device: "gpu" });
    assert.deepEqual(splitDevice("phi-cuda"), { base: "phi", device: "cuda" });
    assert.deepEqual(splitDevice("phi-cuda-gpu"), { base: "phi", device: "gpu" });
    assert.equal(splitDevice("phi-4"), undefined);
    assert.equal(splitDevice("cpu"), undefined);
  });
});
