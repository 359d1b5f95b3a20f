import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { scoreAnswer } from "./score-answer.ts";
import { type ScoredAnswer, summarizeFacets } from "./summarize-facets.ts";

const FACETS = ["alpha", ["beta", "gamma"], "delta"];

/** An answer in which the first `found` of the three facets stand. */
function scored(prompt: string, found: number, more: Partial<ScoredAnswer> = {}): ScoredAnswer {
  const answer = ["alpha", "beta gamma", "delta"].slice(0, found).join("\n");
  return { target: "m", prompt, score: scoreAnswer(FACETS, answer), ...more };
}

function summarizeOne(answers: readonly ScoredAnswer[]) {
  const [target, ...others] = summarizeFacets(answers);
  assert.ok(target);
  assert.equal(others.length, 0);
  return target;
}

describe("summarizeFacets()", () => {
  it("sums found over expected, not the mean of ratios", () => {
    const long = { target: "m", prompt: "b", score: scoreAnswer(["x"], "none") };
    const { summary } = summarizeOne([scored("a", 3), long]);
    assert.deepEqual([summary.found, summary.expected, summary.ratio.value], [3, 4, 0.75]);
  });

  it("averages rounds of a prompt and counts the prompt once", () => {
    const prompts = ["a", "b", "c", "d", "e", "f"];
    const once = prompts.map((prompt, index) => scored(prompt, index % 4));
    const { summary } = summarizeOne(once);
    const repeated = summarizeOne([...once, ...once, ...once]).summary;
    assert.deepEqual(repeated, summary);
    assert.equal(repeated.ratio.n, 6);
    assert.equal(repeated.ratio.of, "prompts");
  });

  it("keeps what differs between rounds", () => {
    const [prompt] = summarizeOne([scored("a", 3), scored("a", 1)]).prompts;
    assert.deepEqual(prompt, {
      prompt: "a",
      task: undefined,
      found: 2,
      expected: 3,
      rounds: 2,
      missed: ["beta + gamma", "delta"],
    });
  });

  it("gives an interval around the ratio", () => {
    const answers = Array.from({ length: 20 }, (_, index) => scored(`p${index}`, index % 4));
    const { ratio } = summarizeOne(answers).summary;
    assert.ok(ratio.low !== undefined && ratio.high !== undefined);
    assert.ok(ratio.low < ratio.value && ratio.value < ratio.high && ratio.low > 0.2 && ratio.high < 0.8);
    assert.equal(ratio.level, 0.95);
  });

  it("gives the same interval whatever the order of the answers", () => {
    const answers = Array.from({ length: 20 }, (_, index) => scored(`p${index}`, index % 7 === 0 ? 3 : index % 2));
    const [inOrder, reversed] = [answers, answers.toReversed()].map((list) => summarizeFacets(list));
    assert.deepEqual(reversed, inOrder);
  });

  it("gives no interval below 6 prompts and says what it needs", () => {
    const { ratio } = summarizeOne([scored("a", 1), scored("b", 3), scored("c", 2), scored("d", 0)]).summary;
    assert.deepEqual(ratio, { value: 0.5, level: 0.95, n: 4, of: "prompts", needs: 6 });
  });

  it("is not certain when everything or nothing was found", () => {
    const prompts = Array.from({ length: 10 }, (_, index) => `p${index}`);
    const all = summarizeOne(prompts.map((prompt) => scored(prompt, 3))).summary.ratio;
    assert.ok(Math.abs((all.low ?? 0) - 0.7225) < 0.001, `${all.low}`);
    assert.equal(all.high, 1);
    const none = summarizeOne(prompts.map((prompt) => scored(prompt, 0))).summary.ratio;
    assert.ok(Math.abs((none.high ?? 1) - 0.2775) < 0.001, `${none.high}`);
  });

  it("gives no interval of width 0", () => {
    const { ratio } = summarizeOne(["a", "b", "c", "d", "e"].map((prompt) => scored(prompt, 1))).summary;
    assert.deepEqual([ratio.low, ratio.high, ratio.needs], [undefined, undefined, 6]);
  });

  it("keeps targets and tasks apart", () => {
    const answers = [
      scored("a", 3, { task: "summary" }),
      scored("b", 1, { task: "actions" }),
      scored("c", 0, { task: "actions" }),
      scored("a", 0, { target: "n", task: "summary", withNonce: true }),
    ];
    const [m, n] = summarizeFacets(answers);
    assert.deepEqual(m?.summary.byTask, {
      summary: { found: 3, expected: 3, prompts: 1 },
      actions: { found: 1, expected: 6, prompts: 2 },
    });
    assert.equal(m?.summary.withNonce, false);
    assert.equal(n?.summary.withNonce, true);
    assert.equal(n?.summary.found, 0);
  });

  it("leaves out prompts without facets, and targets without any", () => {
    const free: ScoredAnswer = { target: "free", prompt: "hello", score: scoreAnswer([], "Hi") };
    assert.deepEqual(summarizeFacets([free]), []);
    assert.equal(summarizeOne([scored("a", 2), { ...free, target: "m" }]).summary.ratio.n, 1);
    assert.deepEqual(summarizeFacets([]), []);
  });

  it("refuses answers to one prompt scored against different facets", () => {
    const other: ScoredAnswer = { target: "m", prompt: "a", score: scoreAnswer(["other"], "other") };
    assert.throws(() => summarizeFacets([scored("a", 1), other]), { code: "invalid-input" });
  });
});
