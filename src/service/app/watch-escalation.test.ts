import assert from "node:assert/strict";
import test from "node:test";
import { createEscalationWatch } from "./watch-escalation.ts";

/** Feeds answers of which every `every`-th is escalated. */
function feed(count: number, every: number, promised: number | undefined) {
  const watch = createEscalationWatch();
  return Array.from({ length: count }, (_, index) =>
    watch.see("asker", { name: "large", model: "l", state: index % every === 0 ? "started" : "skipped" }, promised),
  ).filter((said) => said !== undefined);
}

test("a rate as it was promised is never spoken of, another one is once", () => {
  assert.deepEqual(feed(600, 4, 0.25), []);
  const said = feed(600, 2, 0.25);
  assert.equal(said.length, 1);
  assert.match(
    said[0] ?? "",
    /^asker escalates 5\d\.\d% of its requests \[.*\], of the last \d+, where 25.0% was measured/,
  );
});

test("few answers, and cascades that promised nothing, are not spoken of", () => {
  assert.deepEqual(feed(49, 1, 0.1), []);
  assert.deepEqual(feed(600, 1, undefined), []);
});

test("steps of other kinds are no escalation", () => {
  const watch = createEscalationWatch();
  for (let index = 0; index < 100; index++)
    assert.equal(watch.see("m", { name: "refine", model: "l", state: "started" }, 0.1), undefined);
});
