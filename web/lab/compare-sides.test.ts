import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compareSides } from "./compare-sides.ts";
import type { LabSample, Session } from "./session.ts";

/** An answer of 11 tokens, one every `tokenMs`, the first after 100 ms. */
function answer(target: string, prompt: number, tokenMs: number, more: Partial<LabSample> = {}): LabSample {
  const atMs = Array.from({ length: 11 }, (_, index) => 100 + index * tokenMs * (1 + prompt / 100));
  const endMs = atMs.at(-1) ?? 0;
  return {
    type: "sample",
    cell: `${target}/${prompt}`,
    target,
    prompt: `prompt ${prompt}`,
    round: 1,
    phase: "timed",
    status: "ok",
    timeline: { intendedMs: 0, sentMs: 0, firstTokenMs: 100, lastTokenMs: endMs, endMs },
    deltas: { atMs, tokens: atMs.map(() => 1), characters: atMs.map(() => 3) },
    text: "yes",
    finishReason: "stop",
    usage: { completionTokens: 11 },
    warnings: [],
    ask: 1,
    conditions: { order: "in-turn", temperature: 0, maxTokens: 160 },
    ...more,
  };
}

function sessionOf(prompts: number, more: Partial<LabSample> = {}): Session {
  const numbers = Array.from({ length: prompts }, (_, index) => index);
  const samples = numbers.flatMap((prompt) => [answer("quick", prompt, 10, more), answer("slow", prompt, 20, more)]);
  return { samples, prompts: [], disturbances: [] };
}

const sentences = (session: Session) => compareSides(session, ["quick", "slow"]).map(({ sentence }) => sentence);

describe("compareSides()", () => {
  it("says a difference in words where six prompts carry it", () => {
    const found = compareSides(sessionOf(6), ["quick", "slow"]);
    assert.deepEqual(
      found.map(({ isSettled }) => isSettled),
      [true, true],
    );
    assert.match(found[0]?.sentence ?? "", /^quick answers in \d+ ms \(p50\), 0\.6\dx the time of slow\.$/);
    assert.match(found[1]?.sentence ?? "", /^quick writes [\d.]+ tokens\/s \(p50\), 2\.0x as many as slow\.$/);
  });

  it("concludes nothing from one prompt, and says what it takes", () => {
    const [only, ...others] = sentences(sessionOf(1));
    assert.deepEqual(others, []);
    assert.match(only ?? "", /Nothing is concluded from it, as both have answered 1 of at least 6 prompts\./);
  });

  it("concludes nothing while the page was blocked, nor after a disturbance", () => {
    assert.match(
      sentences(sessionOf(6, { loopDelayMs: 300 }))[0] ?? "",
      /busy or hidden during 6 of 6 answers of quick/,
    );
    const disturbed = { ...sessionOf(6), disturbances: ["slow was unloaded meanwhile"] };
    assert.match(sentences(disturbed)[0] ?? "", /Nothing is concluded from it, as slow was unloaded meanwhile\./);
  });

  it("leaves out failures and what was asked under other conditions", () => {
    const other = { conditions: { order: "at-once", temperature: 0, maxTokens: 160 } } as const;
    const latest = sessionOf(1);
    const session = { ...latest, samples: [...sessionOf(6, other).samples, ...latest.samples] };
    assert.match(sentences(session)[0] ?? "", /1 of at least 6 prompts/);
    assert.deepEqual(sentences(sessionOf(6, { status: "failed" })), []);
  });
});
