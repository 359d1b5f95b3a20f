import assert from "node:assert/strict";
import { mkdtemp, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { writeGguf } from "../../../perf/gguf-writer.ts";
import { AssayError, type ErrorCode } from "../../core/errors.ts";
import { readGgufFile } from "./read-gguf-file.ts";

const model = fileURLToPath(new URL("../../../models/assay-notes-micro-q4_0.gguf", import.meta.url));

describe("readGgufFile()", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "assay-gguf-"));
  });
  after(() => rm(folder, { recursive: true }));

  const inFolder = (name: string) => path.join(folder, name);

  it("reads a model's header and size", async () => {
    const file = await readGgufFile(model);
    assert.equal(file.header.architecture, "llama");
    assert.equal(file.sizeBytes, (await readFile(model)).length);
  });

  it("names a file that is not there", async () => {
    await assert.rejects(readGgufFile(inFolder("none.gguf")), failure("model-missing", /none\.gguf/));
    await assert.rejects(readGgufFile(path.join(model, "none.gguf")), failure("model-missing", /none\.gguf/));
  });

  it("refuses a folder, an empty file and a text", async () => {
    await assert.rejects(readGgufFile(folder), failure("model-invalid", /it is a folder/));
    await writeFile(inFolder("empty.gguf"), "");
    await assert.rejects(readGgufFile(inFolder("empty.gguf")), failure("model-invalid", /empty\.gguf.*it is empty/));
    await writeFile(inFolder("text.gguf"), "# Notes\n");
    await assert.rejects(readGgufFile(inFolder("text.gguf")), failure("model-invalid", /begins with "# No"/));
  });

  it("refuses a file that is cut off, in its header or in its tensors", async () => {
    const bytes = await readFile(model);
    for (const length of [6, 30_000, bytes.length - 1]) {
      const file = inFolder(`cut-${length}.gguf`);
      await writeFile(file, bytes);
      await truncate(file, length);
      await assert.rejects(readGgufFile(file), failure("model-invalid", /cut off/), `${length} bytes`);
    }
  });
});

describe("readGgufFile() of a split model", () => {
  let folder = "";
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), "assay-parts-"));
  });
  after(() => rm(folder, { recursive: true }));

  /** Writes two parts, and returns their paths. */
  async function writeParts(name: string): Promise<readonly [string, string]> {
    const paths = [1, 2].map((part) => path.join(folder, `${name}-0000${part}-of-00002.gguf`)) as [string, string];
    for (const [index, file] of paths.entries())
      await writeGguf(
        file,
        new Map([
          ["general.architecture", { type: "string", value: "llama" }],
          ["split.no", { type: "u32", value: index }],
          ["split.count", { type: "u32", value: 2 }],
        ]),
        [{ name: `t${index}`, shape: [256], type: 0, bytes: 1024, content: () => new Uint8Array(1024) }],
      );
    return paths;
  }

  it("counts the bytes of all parts", async () => {
    const [first, second] = await writeParts("whole");
    const sizes = await Promise.all([first, second].map(async (file) => (await readFile(file)).length));
    assert.equal((await readGgufFile(first)).sizeBytes, (sizes[0] ?? 0) + (sizes[1] ?? 0));
  });

  it("refuses one that lacks a part, has one that is cut off or is something else, or was renamed", async () => {
    const [first, second] = await writeParts("broken");
    const bytes = await readFile(second);
    await truncate(second, bytes.length - 1);
    await assert.rejects(readGgufFile(first), failure("model-invalid", /broken-00002.*cut off/));
    await writeFile(second, "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n");
    await assert.rejects(readGgufFile(first), failure("model-invalid", /broken-00002/));
    await rm(second);
    await assert.rejects(readGgufFile(first), failure("model-missing", /broken-00002-of-00002\.gguf is missing/));
    const renamed = path.join(folder, "model.gguf");
    await rename(first, renamed);
    await assert.rejects(readGgufFile(renamed), failure("model-invalid", /one of 2 parts.*-00001-of-00002\.gguf/));
  });
});

function failure(code: ErrorCode, message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof AssayError);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.notEqual(error.hint ?? "", "");
    return true;
  };
}
