import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { HOSTED, pricedRun, RATES } from "../../../test/fixtures/costs/priced-run.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import type { Rates } from "../../core/rates.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { readWorkspace } from "../workspace.ts";
import { costRuns } from "./cost-runs.ts";

const now = () => new Date("2026-06-01T00:00:00Z");

async function projectOf(t: TestContext, kept: Rates | undefined, prices?: object) {
  const directory = makeFolder(t);
  const { run, samples } = pricedRun(kept);
  const store = createRunStore({ directory: join(directory, "runs") });
  await using writer = await store.create(run);
  for (const sample of samples) await writer.append(sample);
  if (prices !== undefined) await writeFile(join(directory, "prices.json"), JSON.stringify(prices));
  return (given = {}) => readWorkspace({ directory, env: {}, now }, given);
}

const { hosted: _, wattsPerCore: __, ...stated } = RATES;

describe("costRuns()", () => {
  it("uses what the run kept, and what the project states now in front of it", async (t) => {
    const open = await projectOf(t, { ...RATES, hosted: [HOSTED] }, { ...stated, electricity: { perKwh: 0.6 } });
    await assert.rejects(costRuns(["latest"], { as: "mini" }, await open()), { code: "unknown-model" });
    await assert.rejects(costRuns(["latest"], { as: " , " }, await open()), { code: "invalid-input" });
    const [priced] = await costRuns(["latest"], { as: "gpt-4o-mini" }, await open());
    const pricing = priced?.targets[0]?.pricing;
    assert.ok(pricing?.type === "machine" && pricing.perKwh === 0.6);
    assert.match(priced?.targets[0]?.hosted[0]?.because ?? "", /price is in USD, and no rate to EUR/);
  });

  it("estimates energy by watts that are stated later, from the processor time that the run kept", async (t) => {
    const open = await projectOf(t, undefined);
    const [without] = await costRuns(["latest"], {}, await open());
    assert.equal(without?.targets[0]?.energy, undefined);
    assert.ok((without?.targets[0]?.hosted.length ?? 0) > 5);
    const [estimated] = await costRuns(["latest"], {}, await open({ wattsPerCore: 5 }));
    assert.equal(estimated?.targets[0]?.energy?.perAnswerJoules.value, 18);
  });

  it("takes the stated load, or the one that is asked for, and refuses months of nothing", async (t) => {
    const open = await projectOf(t, RATES, { ...stated, load: { answersPerDay: 10, months: 6 } });
    const [costs] = await costRuns(["latest"], {}, await open());
    assert.deepEqual(costs?.rates.load, { answersPerDay: 10, months: 6 });
    const [asked] = await costRuns(["latest"], { answersPerDay: 99 }, await open());
    assert.deepEqual(asked?.rates.load, { answersPerDay: 99, months: 6 });
    const bare = await projectOf(t, undefined);
    await assert.rejects(costRuns(["latest"], { months: 3 }, await bare()), { code: "invalid-input" });
  });
});
