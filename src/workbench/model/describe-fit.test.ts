import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { ggufMemoryFacts } from "../../formats/gguf/header/memory-facts.ts";
import { type GgufFile, readGgufFile } from "../../formats/gguf/read-gguf-file.ts";
import { describeFit } from "./describe-fit.ts";

describe("describeFit()", () => {
  let file: GgufFile;
  before(async () => {
    const small = await readGgufFile("models/assay-notes-mini-q8_0.gguf");
    const metadata = new Map(small.header.metadata).set("llama.context_length", 40_000);
    file = { ...small, header: { ...small.header, metadata } };
  });

  it("tells weights, what 1,000 tokens take, and what each context takes for so many users", () => {
    const fit = describeFit(ggufMemoryFacts(file), {}, 8e9);
    assert.equal(fit.weightsBytes, 6_268_224);
    const perToken = (fit.kvBytesPer1000Tokens ?? 0) / 1000;
    assert.ok(perToken > 0);
    assert.deepEqual(
      fit.needs.map(({ contextTokens }) => contextTokens),
      [2048, 4096, 8192, 16_384, 32_768, 40_000],
    );
    const [first] = fit.needs;
    assert.deepEqual(
      first?.users.map(({ users }) => users),
      [1, 2, 4, 8, 16],
    );
    const bytes = (users: number) => first?.users.find((need) => need.users === users)?.bytes ?? 0;
    assert.equal(bytes(16) - bytes(8), 8 * 2048 * perToken);
    assert.equal(fit.isUpperBound, false);
  });

  it("bounds what users who share a cache take together, and says by how much", () => {
    const facts = ggufMemoryFacts(file);
    const fit = describeFit(facts, { sharesCache: true }, 8e9);
    const longest = fit.needs.at(-1);
    const [alone = 0, ...others] = longest?.users.map(({ bytes }) => bytes) ?? [];
    assert.equal(others.at(-1), others.at(-2));
    assert.ok((others.at(-1) ?? 0) - alone <= (fit.sharedBytes ?? 0));
    assert.equal(describeFit(facts, {}, 8e9).sharedBytes, undefined);
  });

  it("says what does not fit, and why nothing does", () => {
    const some = describeFit(ggufMemoryFacts(file), {}, 500e6);
    const fits = some.needs.flatMap(({ users }) => users.map((need) => need.fits));
    assert.ok(fits.includes(true) && fits.includes(false));
    assert.equal(describeFit(ggufMemoryFacts(file), {}, 500e6).because, undefined);
    const none = describeFit(ggufMemoryFacts(file), {}, 1e6);
    assert.equal(none.contextTokens, undefined);
    assert.match(none.because ?? "", /needs \d+ MB of memory/);
    assert.ok(none.needs.every(({ users }) => users.every(({ fits }) => !fits)));
  });

  it("makes no table where the header does not say what a token takes", () => {
    const bare = { ...file, header: { ...file.header, metadata: new Map([["llama.context_length", 512]]) } };
    const fit = describeFit(ggufMemoryFacts(bare), {}, 8e9);
    assert.deepEqual([fit.needs, fit.kvBytesPer1000Tokens], [[], undefined]);
  });
});
