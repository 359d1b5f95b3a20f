import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { AssayError } from "../../src/core/errors.ts";
import { createHostedEngine } from "../../src/engines/hosted/create-hosted-engine.ts";
import { createRandom } from "../../src/lib/random.ts";
import { collectAnswer } from "./collect-answer.ts";
import { shippedModel } from "./gguf-scenarios.ts";

const TIMEOUT_MS = 3_000;
/** Header and keys: what a loader believes before it has read anything else. */
const METADATA_BYTES = 1_500;

const folder = await mkdtemp(join(tmpdir(), "assay-damaged-"));
after(() => rm(folder, { recursive: true }));
const engine = createHostedEngine({ engine: "gguf", blockedMs: 500 });
const whole = await readFile(shippedModel("assay-notes-micro-q4_0.gguf"));

/** Loads the file and asks for a few tokens: whatever happens must happen soon, and must be an answer or an error of ours. */
async function tryOut(path: string): Promise<string> {
  try {
    await using model = await engine.load(
      { type: "file", path },
      { threads: 1, timeoutMs: TIMEOUT_MS, memoryLimitBytes: 1e9 },
    );
    assert.ok(model.chat);
    const request = { messages: [{ role: "user", content: "hi" }], maxTokens: 4 } as const;
    const { finish } = await collectAnswer(model.chat, request, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return finish.reason;
  } catch (error) {
    assert.ok(error instanceof AssayError, `an AssayError, not ${error}`);
    return error.code;
  }
}

async function tryBytes(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return tryOut(path);
}

describe("a damaged model file in a process of its own", { timeout: 120_000 }, () => {
  const invalid: readonly (readonly [string, Uint8Array | string])[] = [
    ["an empty file", ""],
    ["a text", "This is a text that someone renamed.\n".repeat(100)],
    ["a file that ends in its metadata", whole.subarray(0, 2_000)],
    ["a file that ends in its weights", whole.subarray(0, whole.length / 2)],
  ];
  for (const [what, bytes] of invalid)
    it(`is refused: ${what}`, async () => {
      assert.equal(await tryBytes(`${what.replaceAll(" ", "-")}.gguf`, bytes), "model-invalid");
    });

  it("is refused: no file at all", async () => {
    assert.equal(await tryOut(join(folder, "none.gguf")), "model-missing");
  });

  // One byte each. Of these, some are refused, some load all the same, and some never finish loading.
  for (const seed of [1, 7, 8, 28, 39])
    it(`neither hangs nor ends this process with mutated metadata (seed ${seed})`, async (context) => {
      const random = createRandom(seed);
      const bytes = Uint8Array.from(whole);
      bytes[random.integer(METADATA_BYTES)] = random.integer(256);
      const startMs = performance.now();
      const outcome = await tryBytes(`mutated-${seed}.gguf`, bytes);
      context.diagnostic(outcome);
      assert.ok(performance.now() - startMs < 4 * TIMEOUT_MS);
      const allowed = ["model-invalid", "model-crashed", "timeout", "out-of-memory", "stop", "length", "aborted"];
      assert.ok(allowed.includes(outcome), `${outcome} is one of ${allowed}`);
    });
});
