import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HOSTED, pricedRun, RATES } from "../../test/fixtures/costs/priced-run.ts";
import type { Rates } from "../core/rates.ts";
import { costsOfRun } from "./costs-of-run.ts";

const only = (rates: Rates | undefined, options: Parameters<typeof costsOfRun>[1] = { hosted: [HOSTED] }) => {
  const costs = costsOfRun(pricedRun(rates).summary, options);
  const [target] = costs.targets;
  assert.ok(target);
  return { costs, target };
};
const near = (value: number | undefined, expected: number) =>
  assert.ok(value !== undefined && Math.abs(value / expected - 1) < 0.01, `${value} is not about ${expected}`);

describe("costsOfRun()", () => {
  it("gives energy and cost of an answer with their interval, and says that the energy is estimated", () => {
    const { target } = only(RATES);
    assert.equal(target.energy?.perAnswerJoules.value, 36);
    assert.equal(target.energy.perThousandWh, 10);
    assert.equal(target.energy.origin.estimates, 12);
    // 36 J at 0.3 a kWh, and a second of the 36,000 that cost 1 EUR.
    near(target.cost?.perThousand, 0.003 + 0.0279);
    assert.equal(target.cost?.perAnswer.of, "prompts");
    assert.ok((target.cost.perAnswer.low ?? 0) <= target.cost.perAnswer.value);
  });

  it("prices the tokens as those of a hosted model, per answer, per 1,000 and of the run", () => {
    const [hosted] = only(RATES).target.hosted;
    near(hosted?.perThousand, 0.55);
    near(hosted?.ofRun, 12 * 0.00055);
  });

  it("finds from how many answers on the machine is cheaper, and whether it can give so many", () => {
    const { target } = only(RATES);
    const [hosted] = target.hosted;
    assert.ok(hosted?.breakEven?.type === "at");
    near(hosted.breakEven.answersPerDay, 1 / (0.00055 - 0.000003));
    assert.equal(hosted.breakEven.isBeyondCapacity, false);
    near(target.answersPerDay, 36_000 / 1.0055);
    const dear = { ...RATES, hardware: { price: 146_100, lifeYears: 4, hoursPerDay: 10 } };
    const [beyond] = only(dear).target.hosted;
    assert.ok(beyond?.breakEven?.type === "at" && beyond.breakEven.isBeyondCapacity);
  });

  it("sums up a load, with as many machines as it takes", () => {
    const load = { answersPerDay: 100_000, months: 12 };
    const { target } = only(RATES, { hosted: [HOSTED], load });
    assert.equal(target.load?.machines, 3);
    near(target.load.standing, 3 * 365.25);
    near(target.load.running?.value, 100_000 * 365.25 * 0.000003);
    near(target.hosted[0]?.load?.value, 100_000 * 365.25 * 0.00055);
  });

  it("leaves out what nobody measured or stated, with the reason", () => {
    const { target, costs } = only(undefined, { hosted: [] });
    assert.equal(target.energy, undefined);
    assert.match(target.whyNoEnergy ?? "", /no counter/);
    assert.match(target.whyNoCost ?? "", /neither the price of power/);
    assert.equal(costs.currency, undefined);
    const unmeasured = only({ ...RATES, wattsPerCore: undefined });
    assert.equal(unmeasured.target.hosted[0]?.breakEven, undefined);
    assert.match(unmeasured.target.whyNoCost ?? "", /no counter/);
  });

  it("converts by a stated rate alone", () => {
    const dollars = { ...HOSTED, currency: "USD" };
    const [without] = only(RATES, { hosted: [dollars] }).target.hosted;
    assert.equal(without?.perAnswer, undefined);
    assert.match(without?.because ?? "", /no rate to EUR/);
    const [converted] = only({ ...RATES, exchange: { USD: 0.5 } }, { hosted: [dollars] }).target.hosted;
    near(converted?.perThousand, 0.275);
  });
});
