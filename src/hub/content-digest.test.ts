import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { makeFolder } from "../../test/make-folder.ts";
import { contentDigest } from "./content-digest.ts";

// FIPS 180-2, appendix B.1.
const DIGEST_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

describe("contentDigest()", () => {
  it("is the SHA-256 of the content", async (test) => {
    const folder = makeFolder(test, { "m.gguf": "abc" });
    assert.equal(await contentDigest(join(folder, "m.gguf"), { stateDirectory: join(folder, "state") }), DIGEST_OF_ABC);
  });

  it("is remembered while the file stays the same, and taken anew when it changes", async (test) => {
    const folder = makeFolder(test, { "m.gguf": "abc" });
    const path = join(folder, "m.gguf");
    const options = { stateDirectory: join(folder, "state") };
    await contentDigest(path, options);
    const digests = join(folder, "state", "digests");
    const memory = join(digests, readdirSync(digests)[0] ?? "");
    const remembered = JSON.parse(readFileSync(memory, "utf8"));
    writeFileSync(memory, JSON.stringify({ ...remembered, digest: "from memory" }));
    assert.equal(await contentDigest(path, options), "from memory");
    writeFileSync(path, "abcd");
    assert.notEqual(await contentDigest(path, options), "from memory");
    writeFileSync(path, "abc");
    assert.equal(await contentDigest(path, options), DIGEST_OF_ABC);
  });

  it("survives a memory that is broken or cannot be written", async (test) => {
    const folder = makeFolder(test, { "m.gguf": "abc", "no-folder": "" });
    const path = join(folder, "m.gguf");
    const stateDirectory = join(folder, "state");
    await contentDigest(path, { stateDirectory });
    for (const name of readdirSync(join(stateDirectory, "digests")))
      writeFileSync(join(stateDirectory, "digests", name), '{"half');
    assert.equal(await contentDigest(path, { stateDirectory }), DIGEST_OF_ABC);
    assert.equal(await contentDigest(path, { stateDirectory: join(folder, "no-folder") }), DIGEST_OF_ABC);
  });

  it("refuses a missing file and a folder, and stops when told to", async (test) => {
    const folder = makeFolder(test, { "m.gguf": "abc" });
    const options = { stateDirectory: join(folder, "state") };
    await assert.rejects(contentDigest(join(folder, "none.gguf"), options), { code: "model-missing" });
    await assert.rejects(contentDigest(folder, options), { code: "model-invalid", message: /is no file/ });
    const stopped = contentDigest(join(folder, "m.gguf"), { ...options, signal: AbortSignal.abort() });
    await assert.rejects(stopped, { code: "aborted" });
  });
});
