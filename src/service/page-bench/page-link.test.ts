import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import type { Sample } from "../../core/sample.ts";
import { PageLink } from "./page-link.ts";

const LOAD = { type: "load", model: "a", settings: {} } as const;
const RECORD = {
  type: "record",
  model: 1,
  cell: { cell: "a/1", target: "a", prompt: "p", round: 1, phase: "timed" },
  request: { messages: [] },
} as const;

function open(test: TestContext) {
  test.mock.timers.enable({ apis: ["setInterval", "Date"] });
  const link = new PageLink();
  test.after(() => link[Symbol.dispose]());
  return link;
}

describe("PageLink", () => {
  it("gives jobs to the page and their answers to whoever asked", async (test) => {
    const link = open(test);
    const jobs = link.connect();
    await link.here;
    const asked = link.ask(RECORD);
    const [job] = await take(jobs, 1);
    assert.deepEqual(job, { ...RECORD, id: 1 });
    const sample = { text: "yes" } as Sample;
    link.hear({ type: "recorded", id: 1, sample });
    assert.deepEqual(await asked, { id: 1, answer: { type: "recorded", id: 1, sample } });
  });

  it("fails what is under way when the tab is closed, and what is asked without one", async (test) => {
    const link = open(test);
    link.connect();
    const asked = link.ask(RECORD);
    link.disconnect();
    await assert.rejects(asked, { code: "model-crashed", message: "The tab that measured was closed." });
    await assert.rejects(link.ask(RECORD), { code: "model-crashed" });
  });

  it("gives a page up that says nothing for twenty seconds, and none that does", async (test) => {
    const link = open(test);
    link.connect();
    const asked = link.ask(LOAD);
    for (let second = 0; second < 60; second += 3) {
      test.mock.timers.tick(3_000);
      link.hear({ type: "beat", isVisible: true });
    }
    const failed = assert.rejects(asked, { code: "model-crashed", message: /fallen asleep/ });
    test.mock.timers.tick(25_000);
    await failed;
  });

  it("keeps a page when the connection of one that it gave up before closes at last", async (test) => {
    const link = open(test);
    const asleep = link.connect();
    test.mock.timers.tick(25_000);
    const jobs = link.connect();
    link.leave(asleep);
    const failed = assert.rejects(link.ask(RECORD), { message: "The tab that measured was closed." });
    assert.equal((await take(jobs, 1))[0]?.type, "record");
    link.leave(jobs);
    await failed;
  });

  it("fails a request that was measured in a hidden tab, and lets a load go on", async (test) => {
    const link = open(test);
    link.connect();
    const load = link.ask(LOAD);
    const record = link.ask(RECORD);
    link.hear({ type: "beat", isVisible: false });
    await assert.rejects(record, { code: "timeout", message: /hidden/ });
    link.hear({ type: "failed", id: 1, error: { code: "model-invalid", message: "still asked" } });
    await assert.rejects(load, { message: "still asked" });
  });

  it("refuses a second tab, and takes one after the first has left", (test) => {
    const link = open(test);
    link.connect();
    assert.throws(() => link.connect(), { status: 409 });
    link.disconnect();
    link.connect();
  });

  it("tells the page to stop what nobody waits for any more", async (test) => {
    const link = open(test);
    const jobs = link.connect();
    const controller = new AbortController();
    const asked = link.ask(RECORD, { signal: controller.signal });
    controller.abort();
    await assert.rejects(asked, { code: "aborted" });
    assert.deepEqual(
      (await take(jobs, 2)).map(({ type }) => type),
      ["record", "stop"],
    );
  });
});

async function take<T>(values: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  for await (const value of values) if (taken.push(value) === count) break;
  return taken;
}
