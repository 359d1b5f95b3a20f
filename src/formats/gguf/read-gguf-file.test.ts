import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
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

function failure(code: ErrorCode, message: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof AssayError);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.notEqual(error.hint ?? "", "");
    return true;
  };
}
