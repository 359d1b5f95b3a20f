import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { requiredMemory } from "./required-memory.ts";
import { sharedCacheTokens } from "./shared-cache.ts";

const small = { weightsBytes: 6e6, kvBytesPerToken: 3072, vocabularyTokens: 4096 };
const large = { weightsBytes: 5e9, kvBytesPerToken: 131_072, vocabularyTokens: 128_000 };
const plenty = 64e9;

describe("sharedCacheTokens()", () => {
  it("gives every request of a small model its whole context", () => {
    assert.equal(sharedCacheTokens(small, { contextTokens: 1024, parallel: 16 }, plenty), 16_384);
    assert.equal(sharedCacheTokens(small, { contextTokens: 1024, parallel: 1 }, plenty), 1024);
  });

  it("gives a large one little more than the context of one", () => {
    assert.equal(sharedCacheTokens(large, { contextTokens: 8192, parallel: 16 }, plenty), 8192 + 2048);
  });

  it("never takes what is not there", () => {
    const shape = { contextTokens: 8192, parallel: 16 };
    const exactly = requiredMemory(large, { ...shape, parallel: 1 }).totalBytes;
    assert.equal(sharedCacheTokens(large, shape, exactly), 8192);
    assert.equal(sharedCacheTokens(large, shape, exactly + 10 * 131_072), 8202);
  });

  it("adds nothing where nobody knows what a token takes", () => {
    assert.equal(sharedCacheTokens({ weightsBytes: 1e9 }, { contextTokens: 4096, parallel: 8 }, plenty), 4096);
  });
});
