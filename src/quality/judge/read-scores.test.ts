import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readChoice } from "./read-choice.ts";
import { readScores } from "./read-scores.ts";

const TWO = [
  { id: "coherence", name: "Coherence" },
  { id: "source-support", name: "Source support" },
];
const ONE = TWO.slice(0, 1);

const read = (text: string, criteria = ONE) => {
  const reading = readScores({ text, finishReason: "stop" }, criteria);
  return reading.type === "read" ? Object.values(reading.value).join(" ") : reading.because;
};

describe("readScores()", () => {
  it("reads the JSON that was asked for, in fences and amid prose, with its reasons", () => {
    const text =
      'Sure!\n```json\n{"reasons": "Clear.", "scores": {"coherence": 4, "source-support": 2,}}\n```\nHope {that} helps.';
    assert.deepEqual(readScores({ text, finishReason: "stop" }, TWO), {
      type: "read",
      value: { coherence: 4, "source-support": 2 },
      reasons: "Clear.",
    });
  });

  it("reads scores as people and small models write them", () => {
    for (const text of [
      '{"coherence": 4}',
      '{"Coherence": "4/5"}',
      '{"scores": {"coherence": {"score": 4, "why": "ok"}}}',
      "4",
      "4/5.",
      "Four",
      "Score: 4",
      "**Coherence**: 4/5\nIt hangs together.",
      "Coherence (1-5): four",
      "coherence = 4 out of 5",
      "The coherence score is 4.",
      "Coherence: 4. I repeat, coherence: 4",
      "Bewertung: vier",
      "puntuación: cuatro",
      "スコア。Score: ４",
      "coherence: ٤",
      "coherence: ४/५",
    ])
      assert.equal(read(text), "4", text);
    assert.equal(read("| Coherence | 5 |\n| Source support | 2 |", TWO), "5 2");
  });

  it("never guesses: what is off the scale, missing or said twice is told apart", () => {
    const cases: Readonly<Record<string, readonly string[]>> = {
      "out-of-scale": [
        "11/5",
        "0",
        "Score: 6",
        "3.5",
        "4,5",
        "8/10",
        "-4",
        '{"coherence": 50}',
        '{"coherence": "ten"}',
        "coherence: 7",
      ],
      contradictory: [
        "Coherence: 4\nNo, coherence: 2",
        '{"coherence": 4} or rather {"coherence": 5}',
        "coherence: 4-5",
        "3 to 4",
      ],
      "no-result": ["Well.", "Coherent enough.", '{"verdict": "good"}', "{", "It has 3 sentences."],
      refused: [
        "I'm sorry, but I can’t rate this.",
        "As an AI, I have no opinion.",
        "Das kann ich nicht: Ich kann das nicht beurteilen.",
      ],
      empty: ["", " \n"],
      rambling: ["The answer is about many things. ".repeat(20)],
    };
    for (const [because, texts] of Object.entries(cases))
      for (const text of texts) assert.equal(read(text), because, text);
    assert.equal(read('{"scores": {"coherence": 4}}', TWO), "incomplete");
    assert.equal(read('{"coherence": 9, "source-support": 2}', TWO), "out-of-scale");
  });

  it("counts of a reply that was cut off whole JSON only", () => {
    const cut = (text: string) => readScores({ text, finishReason: "length" }, ONE);
    assert.deepEqual(cut("Coherence: 4 at first sight, but"), { type: "unreadable", because: "cut-off" });
    assert.deepEqual(cut('{"reasons": "coherence: 4'), { type: "unreadable", because: "cut-off" });
    assert.equal(cut('{"scores": {"coherence": 4}} And now').type, "read");
  });

  it("takes a long hostile reply in no time", () => {
    assert.equal(read("{".repeat(200_000)), "rambling");
    assert.equal(read("coherence ".repeat(50_000)), "rambling");
  });
});

describe("readChoice()", () => {
  it("reads a choice out of JSON and prose, and none where there are two", () => {
    const choose = (text: string) => {
      const reading = readChoice({ text, finishReason: "stop" });
      return reading.type === "read" ? reading.value : reading.because;
    };
    for (const text of [
      '{"reasons": "x", "better": "A"}',
      "Answer A is clearly better.",
      "Winner: A",
      "[[A]]",
      "A.",
      "The better answer is A",
    ])
      assert.equal(choose(text), "A", text);
    for (const text of ['{"better": "tie"}', "[[tie]]", "Verdict: tie"]) assert.equal(choose(text), "tie", text);
    assert.equal(choose("Answer A is better. No: Answer B is better."), "contradictory");
    assert.equal(choose("A good answer names both, which is a matter of taste."), "no-result");
    assert.equal(choose("I cannot compare these."), "refused");
  });
});
