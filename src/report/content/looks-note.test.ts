import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleOf, scriptedPlan } from "../../../test/fixtures/bench/scripted-plan.ts";
import { summarizeLooks } from "../../bench/summary/summarize-looks.ts";
import type { JournalEntry, RunEnd } from "../../core/run.ts";
import { looksNote } from "./looks-note.ts";

const plan = scriptedPlan({ rounds: 2, untilDecided: { level: 0.99 } });

/** The note of a run in which so many prompts were answered, in 100 ms by `a` and in 200 by `b`. */
function noteOf(prompts: number, ends: RunEnd, answers: readonly string[] = ["a", "b"]): string {
  const entries: JournalEntry[] = plan.prompts.prompts
    .slice(0, prompts)
    .flatMap(({ id }) =>
      answers.flatMap((target) =>
        [1, 2].map((round) =>
          sampleOf([target === "a" ? 99 : 1999], { target, prompt: id, round, cell: `${target}/${id}/${round}` }),
        ),
      ),
    );
  entries.push({ type: "look", number: 2, of: 3, prompts, requests: entries.length, state: "", ends });
  entries.splice(1, 0, { type: "look", number: 1, of: 3, prompts: 1, requests: 1, state: "" });
  const looks = summarizeLooks(plan, entries);
  return looks === undefined ? "" : looksNote(looks);
}

test("`looksNote()` says after how much a run ended, why, and what that saved", () => {
  assert.match(
    noteOf(1, "decided"),
    /^The run ended after 1 of 3 prompts, at look 2: its verdict is settled\. Against the whole plan that left out 8 requests, and by estimate 8 s\. The level of 99 % holds/,
  );
  assert.match(noteOf(2, "time"), /its time was up before the verdict was settled\. .* left out 4 requests/);
});

test("`looksNote()` tells of no saving where nothing was left out, and of no time that nothing tells", () => {
  assert.match(noteOf(3, "all"), /nothing was left to measure, and the verdict is not settled\. The level/);
  assert.match(noteOf(1, "alone", ["a"]), /left out 10 requests\. The level/);
});

test("`summarizeLooks()` leaves plans that are measured as a whole alone", () => {
  assert.equal(summarizeLooks(scriptedPlan(), []), undefined);
});
