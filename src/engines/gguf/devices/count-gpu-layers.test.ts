import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { readGgufFile } from "../../../formats/gguf/read-gguf-file.ts";
import { countGpuLayers } from "./count-gpu-layers.ts";

const file = await readGgufFile(
  fileURLToPath(new URL("../../../../models/assay-notes-mini-q8_0.gguf", import.meta.url)),
);
const layers = Number(file.header.metadata.get("llama.block_count"));
const large = { header: file.header, sizeBytes: 8e9 };

describe("countGpuLayers()", () => {
  it("puts a model that fits there as a whole, output included", () => {
    assert.equal(countGpuLayers(file, [{ freeBytes: 8e9 }], {}), layers + 1);
  });

  it("puts as many layers there as fit beside the working space", () => {
    const half = countGpuLayers(large, [{ freeBytes: 5e9 }], {});
    assert.ok(half > 0 && half < layers + 1, `${half}`);
    assert.ok(countGpuLayers(large, [{ freeBytes: 5e9 }, { freeBytes: 5e9 }], {}) > half, "two GPUs take more");
    assert.ok(countGpuLayers(large, [{ freeBytes: 5e9 }], { contextTokens: 1024 }) >= half);
  });

  it("puts none where there is no room", () => {
    assert.equal(countGpuLayers(large, [{ freeBytes: 3e8 }], {}), 0);
    assert.equal(countGpuLayers(large, [], {}), 0);
  });
});
