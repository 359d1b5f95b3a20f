import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AssayError } from "../../core/errors.ts";
import type { GgufScalar } from "./gguf-cursor.ts";
import { isKvUpperBound, memoryNeed, planContext } from "./memory-need.ts";
import type { GgufFile } from "./read-gguf-file.ts";

const gigabyte = 1e9;

/** 16 layers of 8 key-value heads of 64: 32,768 bytes a token. */
function fileOf(metadata: Readonly<Record<string, GgufScalar | readonly number[]>> = {}): GgufFile {
  const entries = {
    "llama.block_count": 16,
    "llama.embedding_length": 2048,
    "llama.attention.head_count": 32,
    "llama.attention.head_count_kv": 8,
    "llama.context_length": 131_072,
    ...metadata,
  };
  return {
    path: "/models/some.gguf",
    sizeBytes: 0.8 * gigabyte,
    modifiedMs: 0,
    header: {
      architecture: "llama",
      metadata: new Map(Object.entries(entries)),
      parameters: 1.2e9,
      requiredBytes: 0.8 * gigabyte,
    },
  };
}

describe("planContext()", () => {
  it("counts keys and values of every layer", () => {
    const offer = { availableBytes: 16 * gigabyte };
    assert.equal(planContext(fileOf(), { contextTokens: 512, parallel: 1 }, offer).kvBytesPerToken, 32_768);
    const perLayer = fileOf({ "llama.attention.head_count_kv": [8, 4, 4], "llama.attention.key_length": 100 });
    assert.equal(planContext(perLayer, { contextTokens: 512, parallel: 1 }, offer).kvBytesPerToken, 16 * 164 * 2);
  });

  it("gives the trained context when it is small", () => {
    const plan = planContext(
      fileOf({ "llama.context_length": 2048 }),
      { parallel: 1 },
      { availableBytes: 4 * gigabyte },
    );
    assert.equal(plan.contextTokens, 2048);
    assert.deepEqual(plan.warnings, []);
  });

  it("reduces a context that nobody asked for to the size of the weights, and says so", () => {
    const plan = planContext(fileOf(), { parallel: 2 }, { availableBytes: 64 * gigabyte });
    assert.equal(plan.contextTokens, Math.floor((0.8 * gigabyte) / 65_536));
    assert.equal(plan.warnings[0]?.code, "context-reduced");
    assert.match(plan.warnings[0]?.message ?? "", /12207 tokens of the 131072/);
  });

  it("gives the context that was asked for when it fits", () => {
    const plan = planContext(fileOf(), { contextTokens: 65_536, parallel: 1 }, { availableBytes: 4 * gigabyte });
    assert.equal(plan.contextTokens, 65_536);
  });

  it("does not go beyond the trained context, and says so", () => {
    const plan = planContext(fileOf(), { contextTokens: 5e9, parallel: 1 }, { availableBytes: 64 * gigabyte });
    assert.equal(plan.contextTokens, 131_072);
    assert.equal(plan.warnings[0]?.code, "context-reduced");
  });

  it("refuses what does not fit, with figures", () => {
    const file = fileOf();
    const check = (run: () => unknown, message: RegExp) =>
      assert.throws(run, (error) => {
        assert.ok(error instanceof AssayError && error.code === "out-of-memory" && error.hint !== undefined);
        assert.match(error.message, message);
        return true;
      });
    check(
      () => planContext(file, { contextTokens: 65_536, parallel: 1 }, { availableBytes: 2 * gigabyte }),
      /available memory of 2000 MB: it needs 3015 MB \(file 800 MB, context of 65536 tokens x 1 2147 MB/,
    );
    check(
      () => planContext(file, { parallel: 1 }, { availableBytes: 64 * gigabyte, limitBytes: 0.5 * gigabyte }),
      /memory limit of 500 MB/,
    );
  });

  it("refuses a context that is no whole number of tokens", () => {
    for (const contextTokens of [0, -1, 1.5, Number.NaN])
      assert.throws(() => planContext(fileOf(), { contextTokens, parallel: 1 }, { availableBytes: gigabyte }), {
        code: "invalid-input",
      });
  });
});

describe("memoryNeed()", () => {
  it("adds weights, the context of every user and working space", () => {
    const need = memoryNeed(fileOf(), { contextTokens: 8192, parallel: 4 });
    assert.equal(need, 0.8 * gigabyte + 8192 * 4 * 32_768 + 64 * 2 ** 20);
  });

  it("says nothing where the header does not say what a token takes", () => {
    const file = fileOf();
    const bare = { ...file, header: { ...file.header, metadata: new Map() } };
    assert.equal(memoryNeed(bare, { contextTokens: 8192, parallel: 1 }), undefined);
  });
});

describe("isKvUpperBound()", () => {
  const isBound = (metadata: Readonly<Record<string, GgufScalar>>) => isKvUpperBound(fileOf(metadata).header);

  it("tells layers that look back a limited way, and those that keep a state", () => {
    assert.equal(isBound({}), false);
    assert.equal(isBound({ "llama.attention.sliding_window": 4096 }), true);
    assert.equal(isBound({ "llama.ssm.state_size": 16 }), true);
  });

  it("takes a window as long as the context for none", () => {
    assert.equal(isBound({ "llama.attention.sliding_window": 262_144 }), false);
    assert.equal(isBound({ "llama.attention.sliding_window": 0 }), false);
  });
});
