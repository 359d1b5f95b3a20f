import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { type Hub, startHub } from "../../../test/fixtures/hub/start-hub.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import type { HubSource } from "../../core/engine.ts";
import { readFileFacts } from "../../formats/formats.ts";
import { createHubClient } from "../../hub/hub-client.ts";
import { systemClock } from "../../lib/clock.ts";
import { readLocations } from "../../system/locations.ts";
import { readRemoteFacts } from "./read-remote-facts.ts";

const REPO = "assay/notes-mini-GGUF";
const FILE = "assay-notes-mini-q8_0.gguf";
const SIZE = readFileSync(`models/${FILE}`).length;

describe("readRemoteFacts()", () => {
  it("reads the header by a range request, and no more of the file", async (test) => {
    await using hub = await startHub();
    const file = await read(test, hub);
    assert.deepEqual(file, await readFileFacts(`models/${FILE}`));
    assert.deepEqual([file.memory.trainedContextTokens, file.memory.weightsBytes], [1024, SIZE]);
    assert.ok(hub.sentBytes(/lfs/) <= 2 * 2 ** 20, `${hub.sentBytes(/lfs/)} bytes were sent`);
    assert.match(hub.requests.find(({ on }) => on === "cdn")?.headers.range ?? "", /^bytes=0-2097151$/);
  });

  it("remembers what a header said, and asks for it no more", async (test) => {
    await using hub = await startHub();
    const home = makeFolder(test);
    const first = await read(test, hub, { home });
    const before = hub.count(/resolve|lfs/);
    const second = await read(test, hub, { home });
    assert.equal(hub.count(/resolve|lfs/), before);
    assert.deepEqual(second, first);
  });

  it("reads on where the header is longer, no byte twice", async (test) => {
    const long = withLongVocabulary(readFileSync(`models/${FILE}`), 5 * 2 ** 20);
    await using hub = await startHub({ repos: [{ id: REPO, files: { [FILE]: long } }] });
    const file = await read(test, hub);
    assert.equal(file.architecture, "llama");
    const ranges = hub.requests.filter(({ on }) => on === "cdn").map(({ headers }) => headers.range);
    assert.deepEqual(ranges, ["bytes=0-2097151", "bytes=2097152-8388607"]);
  });

  it("reads the part alone from a server that sends the whole file", async (test) => {
    await using hub = await startHub();
    hub.faults.set(FILE, { type: "ignore-range" });
    assert.equal((await read(test, hub)).architecture, "llama");
  });

  it("asks again when the answer is cut", async (test) => {
    await using hub = await startHub();
    hub.faults.set(FILE, { type: "cut", afterBytes: 1000, times: 1 });
    assert.equal((await read(test, hub)).architecture, "llama");
  });

  it("names near files where the repository has not the one asked for", async (test) => {
    await using hub = await startHub();
    await assert.rejects(read(test, hub, { file: "assay-notes-mini-q8.gguf" }), {
      code: "model-missing",
      message: /has no file .* at [0-9a-f]{8}/,
      hint: /Did you mean assay-notes-mini-q8_0\.gguf/,
    });
  });

  it("says what is no GGUF file, and what asks for a licence to be accepted", async (test) => {
    const text = new TextEncoder().encode("once upon a time there was a text");
    await using hub = await startHub({
      repos: [
        { id: REPO, files: { "text.gguf": text } },
        { id: "some/gated", gated: "manual", files: { [FILE]: readFileSync(`models/${FILE}`) } },
      ],
    });
    await assert.rejects(read(test, hub, { file: "text.gguf" }), {
      code: "model-invalid",
      message: /begins with "once"/,
    });
    await assert.rejects(read(test, hub, { repo: "some/gated" }), { code: "access-denied", hint: /some\/gated/ });
  });
});

async function read(
  test: TestContext,
  hub: Hub,
  { home = makeFolder(test), file = FILE, repo = REPO }: { home?: string; file?: string; repo?: string } = {},
) {
  const env = { HF_ENDPOINT: hub.url, HF_HOME: join(home, "hf"), ASSAY_HOME: home };
  await using client = createHubClient({ env });
  const source: HubSource = { type: "hub", repo, files: [file], format: "gguf" };
  const workspace = { locations: readLocations(env), clock: systemClock };
  return await readRemoteFacts(await client.readRepo(repo), source, { hub: client, workspace });
}

/** The file with one more entry in front: a vocabulary of so many bytes. */
function withLongVocabulary(file: Buffer, bytes: number): Buffer {
  const words = bytes / 1024;
  const word = Buffer.alloc(8 + 1016);
  word.writeBigUInt64LE(1016n);
  const key = Buffer.from("a.vocabulary");
  const head = Buffer.alloc(8 + key.length + 4 + 4 + 8);
  head.writeBigUInt64LE(BigInt(key.length));
  key.copy(head, 8);
  head.writeUInt32LE(9, 8 + key.length);
  head.writeUInt32LE(8, 12 + key.length);
  head.writeBigUInt64LE(BigInt(words), 16 + key.length);
  const front = Buffer.from(file.subarray(0, 24));
  front.writeBigUInt64LE(front.readBigUInt64LE(16) + 1n, 16);
  return Buffer.concat([front, head, ...Array.from({ length: words }, () => word), file.subarray(24)]);
}
