import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { readGgufFile } from "../../../formats/gguf/read-gguf-file.ts";
import type { BuildKind, LlamaBuild } from "../llama/find-builds.ts";
import type { Llama, LlamaDevice } from "../llama/open-llama.ts";
import { chooseDevice } from "./choose-device.ts";

const file = await readGgufFile(
  fileURLToPath(new URL("../../../../models/assay-notes-mini-q8_0.gguf", import.meta.url)),
);
const layers = Number(file.header.metadata.get("llama.block_count"));
const gpu = (name: string, freeBytes: number) => ({ type: "gpu", name, freeBytes }) as LlamaDevice;

/** A machine with these builds, whose library reports these devices. */
function machine(kinds: readonly BuildKind[], devices: readonly LlamaDevice[] = []) {
  const opened: BuildKind[] = [];
  return {
    opened,
    findBuilds: () => kinds.map((kind): LlamaBuild => ({ kind, folder: kind, moreFolders: [] })),
    open(build: LlamaBuild): Llama {
      opened.push(build.kind);
      const llama: Partial<Llama> = {
        build,
        listDevices: () => [{ type: "cpu", name: "CPU", freeBytes: 0 } as LlamaDevice, ...devices],
      };
      return llama as Llama;
    },
  };
}

describe("chooseDevice()", () => {
  it("takes the plain build for the processor, and a build for a GPU only where there is no other", () => {
    const both = machine(["cuda", "cpu"], [gpu("Card", 8e9)]);
    assert.partialDeepStrictEqual(chooseDevice(file, {}, both), { device: "cpu", devices: [], onlyProcessor: true });
    assert.deepEqual(both.opened, ["cpu"]);
    const one = machine(["vulkan"]);
    assert.equal(chooseDevice(file, { device: "cpu" }, one).device, "cpu");
    assert.deepEqual(one.opened, ["vulkan"]);
  });

  it("puts on a GPU what the memory that it reports has room for", () => {
    const roomy = chooseDevice(file, { device: "gpu" }, machine(["cuda", "cpu"], [gpu("Card", 8e9)]));
    assert.partialDeepStrictEqual(roomy, { device: "gpu", deviceName: "Card", gpuLayers: layers + 1 });
    const tight = chooseDevice(file, { device: "gpu" }, machine(["metal"], [gpu("Chip", 1e6)]));
    assert.equal(tight.gpuLayers, 0);
    assert.equal(tight.onlyProcessor, true);
    assert.equal(roomy.onlyProcessor, false);
    assert.equal(
      chooseDevice(file, { device: "gpu", gpuLayers: 2 }, machine(["cuda"], [gpu("Card", 8e9)])).gpuLayers,
      2,
    );
  });

  it("says why there is no GPU: no build for one, a build that finds none, no build at all", () => {
    const refused = (kinds: readonly BuildKind[]) => () => chooseDevice(file, { device: "gpu" }, machine(kinds));
    assert.throws(refused(["cpu"]), { code: "device-absent", message: /no installed build supports a GPU/ });
    assert.throws(refused(["vulkan", "cpu"]), { code: "device-absent", message: /the vulkan build finds no GPU/ });
    assert.throws(refused([]), { code: "engine-missing" });
  });
});
