import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { MemoryFacts } from "../../core/model-format.ts";
import { largestFittingBytes, requiredMemory } from "./required-memory.ts";

const FACTS: MemoryFacts = { weightsBytes: 800e6, kvBytesPerToken: 32_768, vocabularyTokens: 100_000 };

describe("requiredMemory()", () => {
  it("adds weights, the context of every request, working space and the process", () => {
    const need = requiredMemory(FACTS, { contextTokens: 8192, parallel: 4 });
    assert.equal(need.contextBytes, 8192 * 4 * 32_768);
    const { weightsBytes, contextBytes, workBytes, processBytes } = need;
    assert.equal(need.totalBytes, weightsBytes + contextBytes + workBytes + processBytes);
    assert.equal(requiredMemory({ ...FACTS, vocabularyTokens: 200_000 }).workBytes - workBytes, 100_000 * 1300);
  });

  it("estimates the context from the weights where nobody knows what a token takes, or how it will be loaded", () => {
    const { kvBytesPerToken: _, ...unread } = FACTS;
    assert.equal(requiredMemory(unread, { contextTokens: 8192, parallel: 4 }).contextBytes, 160e6);
    assert.equal(requiredMemory(FACTS).contextBytes, 160e6);
  });

  it("comes within a tenth of what processes were measured to take", () => {
    // Measured resident sizes of one process, in MB: docs/decisions/0018-required-memory.md.
    const measured: readonly (readonly [MemoryFacts, number, number])[] = [
      [{ weightsBytes: 6.3e6, kvBytesPerToken: 3072, vocabularyTokens: 4096 }, 1024, 159],
      [{ weightsBytes: 98e6, kvBytesPerToken: 23_040, vocabularyTokens: 49_152 }, 8192, 475],
      [{ weightsBytes: 491e6, kvBytesPerToken: 12_288, vocabularyTokens: 151_936 }, 8192, 928],
    ];
    for (const [facts, contextTokens, megabytes] of measured) {
      const { totalBytes } = requiredMemory(facts, { contextTokens, parallel: 1 });
      assert.ok(Math.abs(totalBytes / 1e6 / megabytes - 1) < 0.1, `${totalBytes} for ${megabytes} MB`);
    }
  });
});

describe("largestFittingBytes()", () => {
  it("turns the estimate from the size around", () => {
    const largest = largestFittingBytes(8e9);
    assert.ok(requiredMemory({ weightsBytes: largest }).totalBytes <= 8e9);
    assert.ok(requiredMemory({ weightsBytes: largest + 2 }).totalBytes > 8e9);
    assert.equal(largestFittingBytes(1e6), 0);
  });
});
