import assert from "node:assert/strict";
import { it } from "node:test";
import { choosePlan, type GraphPlan } from "./choose-plan.ts";

/** Chooses among plans that take so long, and tells which of them stay open. */
async function choose(timeOf: (plan: GraphPlan) => number, { mayUseInt8 = true, most = 9 } = {}) {
  const open = new Set<GraphPlan>();
  let tried = 0;
  const chosen = await choosePlan<GraphPlan>({
    threads: [8, 4, 2, 1],
    mayUseInt8,
    async open(plan) {
      open.add(plan);
      assert.ok(open.size <= 2, "two at a time");
      tried++;
      return plan;
    },
    time: async (plan) => timeOf(plan),
    async close(plan) {
      open.delete(plan);
    },
    mayGoOn: () => tried < most,
  });
  assert.deepEqual([...open], [chosen.opened]);
  assert.deepEqual(chosen.opened, chosen.plan);
  return { ...chosen.plan, isMeasured: chosen.isMeasured, tried };
}

it("`choosePlan()` computes in 8 bits where that is clearly faster", async () => {
  const times = (gain: number) => (plan: GraphPlan) => 800 / plan.threads / (plan.int8 ? gain : 1);
  assert.deepEqual(await choose(times(1.5)), { threads: 8, int8: true, isMeasured: true, tried: 3 });
  assert.deepEqual(await choose(times(1.05)), { threads: 8, int8: false, isMeasured: true, tried: 3 });
  assert.equal((await choose(times(1.5), { mayUseInt8: false })).int8, false);
});

it("`choosePlan()` takes fewer threads as long as they are as fast", async () => {
  const times: Readonly<Record<number, number>> = { 8: 10, 4: 10.1, 2: 14, 1: 9 };
  const chosen = await choose(({ threads }) => times[threads] ?? 0, { mayUseInt8: false });
  assert.deepEqual(chosen, { threads: 4, int8: false, isMeasured: true, tried: 3 });
});

it("`choosePlan()` keeps what it has when there is no room for another one, and says so", async () => {
  const chosen = await choose(() => 1, { most: 1 });
  assert.deepEqual(chosen, { threads: 8, int8: false, isMeasured: false, tried: 1 });
});
