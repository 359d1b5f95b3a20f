import assert from "node:assert/strict";
import { test } from "node:test";
import { runOf, sampleOf, scriptedPlan } from "../../../test/fixtures/bench/scripted-plan.ts";
import type { Progress } from "../../bench/progress.ts";
import type { JournalEntry } from "../../core/run.ts";
import type { Look } from "../../selection/looks/judge-look.ts";
import { createLooking, isDecided, type RunBudget } from "./look-at-run.ts";

const plan = scriptedPlan({
  prompts: {
    name: "many",
    prompts: Array.from({ length: 18 }, (_, index) => ({ id: `p${index}`, prompt: `Question ${index}?` })),
  },
  rounds: 1,
  untilDecided: { level: 0.95 },
});

const answered = (count: number): JournalEntry[] =>
  plan.targets.flatMap(({ id }) =>
    plan.prompts.prompts
      .slice(0, count)
      .map((prompt) => sampleOf([10], { target: id, prompt: prompt.id, cell: `${id}/${prompt.id}/1` })),
  );

/** A run of which so many prompts are answered. */
function open(entries: JournalEntry[], seen: Look, budget: RunBudget = {}) {
  const told: Progress[] = [];
  let ms = 0;
  let judged = 0;
  const looking = createLooking({
    run: runOf(plan),
    entries,
    append: async (entry) => void entries.push(entry),
    budget,
    now: () => ms,
    score: async () => {},
    judge: () => {
      judged += 1;
      return seen;
    },
    onProgress: (progress) => told.push(progress),
  });
  const pass = (by: number) => {
    ms += by;
  };
  return { looking, told, pass, judged: () => judged };
}

test("`createLooking()` journals each look with what it rests on, and tells of it", async () => {
  const entries = answered(8);
  const { looking, told } = open(entries, { state: "quality open" });
  assert.equal(await looking.look(8, 3), "go-on");
  const look = { type: "look", number: 1, of: 3, prompts: 8, requests: 16, state: "quality open" };
  assert.deepEqual(entries.at(-1), look);
  assert.deepEqual(told, [{ type: "look", look }]);
  entries.push(
    ...answered(12).filter((entry) => !("cell" in entry && entries.some((o) => "cell" in o && o.cell === entry.cell))),
  );
  await looking.look(12, 2);
  assert.deepEqual(
    [entries.at(-1)].map((entry) => entry?.type === "look" && [entry.number, entry.of, entry.prompts]),
    [[2, 3, 12]],
  );
});

test("`createLooking()` takes no look again that an earlier session took", async () => {
  const entries = answered(12);
  await open(entries, { state: "quality open" }).looking.look(12, 2);
  const later = open(entries, { state: "quality: a better", ends: "decided" });
  assert.equal(await later.looking.look(8, 3), "go-on");
  assert.equal(await later.looking.look(12, 2), "go-on");
  assert.equal(later.judged(), 0);
});

test("`createLooking()` ends a run that is decided, and one that has nothing left", async () => {
  const decided = answered(8);
  assert.equal(await open(decided, { state: "", ends: "decided" }).looking.look(8, 3), "end");
  assert.equal(isDecided(decided), true);
  const all = answered(18);
  assert.equal(await open(all, { state: "quality open" }).looking.look(18, 1), "end");
  assert.equal(all.at(-1)?.type === "look" && "ends" in (all.at(-1) ?? {}), true);
  assert.equal(isDecided(all), false);
});

test("`createLooking()` says whether time or prompts have run out, and a later session may go on", async () => {
  const entries = answered(10);
  const { looking, pass } = open(entries, { state: "quality open" }, { mostMs: 1000, mostPrompts: 10 });
  assert.equal(looking.isSpent(), false);
  assert.equal(await looking.look(10, 1), "end");
  const reasonOf = (list: readonly JournalEntry[]) =>
    list.flatMap((entry) => (entry.type === "look" ? entry.ends : []));
  assert.deepEqual(reasonOf(entries), ["prompts"]);
  pass(1000);
  assert.equal(looking.isSpent(), true);
  assert.equal(await looking.look(12, 2), "end");
  assert.deepEqual(reasonOf(entries), ["prompts", "time"]);
  assert.equal(isDecided(entries), false);
});
