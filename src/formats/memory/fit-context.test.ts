import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { AssayError } from "../../core/errors.ts";
import type { MemoryFacts } from "../../core/model-format.ts";
import { fitContext, usualMemory } from "./fit-context.ts";
import { requiredMemory } from "./required-memory.ts";

const gigabyte = 1e9;

const FACTS: MemoryFacts = {
  weightsBytes: 0.8 * gigabyte,
  kvBytesPerToken: 32_768,
  trainedContextTokens: 131_072,
  vocabularyTokens: 128_000,
};

describe("fitContext()", () => {
  it("gives the trained context when it is small", () => {
    const plan = fitContext(
      { ...FACTS, trainedContextTokens: 2048 },
      { parallel: 1 },
      { availableBytes: 4 * gigabyte },
    );
    assert.equal(plan.contextTokens, 2048);
    assert.deepEqual(plan.warnings, []);
  });

  it("reduces a context that nobody asked for to the size of the weights, and says so", () => {
    const plan = fitContext(FACTS, { parallel: 2 }, { availableBytes: 64 * gigabyte });
    assert.equal(plan.contextTokens, Math.floor((0.8 * gigabyte) / 65_536));
    assert.equal(plan.warnings[0]?.code, "context-reduced");
    assert.match(plan.warnings[0]?.message ?? "", /12207 tokens of the 131072/);
  });

  it("gives the context that was asked for when it fits", () => {
    const plan = fitContext(FACTS, { contextTokens: 65_536, parallel: 1 }, { availableBytes: 4 * gigabyte });
    assert.equal(plan.contextTokens, 65_536);
  });

  it("does not go beyond the trained context, and says so", () => {
    const plan = fitContext(FACTS, { contextTokens: 5e9, parallel: 1 }, { availableBytes: 64 * gigabyte });
    assert.equal(plan.contextTokens, 131_072);
    assert.equal(plan.warnings[0]?.code, "context-reduced");
  });

  it("refuses what does not fit, with figures", () => {
    const check = (run: () => unknown, message: RegExp) =>
      assert.throws(run, (error) => {
        assert.ok(error instanceof AssayError && error.code === "out-of-memory" && error.hint !== undefined);
        assert.match(error.message, message);
        return true;
      });
    check(
      () => fitContext(FACTS, { contextTokens: 65_536, parallel: 1 }, { availableBytes: 2 * gigabyte }),
      /needs 3251 MB of memory \(file 800 MB, context of 65536 tokens x 1 2147 MB.*, and 2000 MB are free/,
    );
    check(
      () => fitContext(FACTS, { parallel: 1 }, { availableBytes: 64 * gigabyte, limitBytes: 0.5 * gigabyte }),
      /its limit is 500 MB/,
    );
  });

  it("refuses a context that is no whole number of tokens", () => {
    for (const contextTokens of [0, -1, 1.5, Number.NaN])
      assert.throws(() => fitContext(FACTS, { contextTokens, parallel: 1 }, { availableBytes: gigabyte }), {
        code: "invalid-input",
      });
  });
});

describe("usualMemory()", () => {
  it("is what the context takes that is loaded where memory is no question", () => {
    const { contextTokens } = fitContext(FACTS, { parallel: 2 }, { availableBytes: 1000 * gigabyte });
    assert.deepEqual(usualMemory(FACTS, { parallel: 2 }), requiredMemory(FACTS, { contextTokens, parallel: 2 }));
    const asked = requiredMemory(FACTS, { contextTokens: 4096, parallel: 1 });
    assert.deepEqual(usualMemory(FACTS, { contextTokens: 4096 }), asked);
  });
});
