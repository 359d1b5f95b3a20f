import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HOSTED, pricedRun, RATES } from "../../../test/fixtures/costs/priced-run.ts";
import { toHtmlReport } from "../html/to-html-report.ts";
import { toReportJson } from "../json/to-report-json.ts";
import { toMarkdown } from "../markdown/to-markdown.ts";
import { costsTables } from "./costs-tables.ts";
import { describeCosts, describeDoubt } from "./describe-costs.ts";
import { formatEstimate, formatMoney } from "./format-money.ts";
import { reportCosts } from "./report-costs.ts";

const load = { answersPerDay: 100, months: 12 };
const { summary, samples } = pricedRun({ ...RATES, hosted: [HOSTED], load });
const costs = reportCosts(summary);
assert.ok(costs);

describe("the costs of a run in words", () => {
  it("never show an estimated energy without the word and its source", async () => {
    const [answers] = costsTables(costs);
    assert.match(answers?.rows[0]?.[1] ?? "", / estimate$/);
    const told = describeCosts(costs, new Date("2026-01-02")).join("\n");
    assert.match(told, /Energy is an estimate: processor time of the model's process at 10 W per busy core, as stated/);
    for (const text of [toMarkdown({ summary }), await toHtmlReport({ summary, samples })]) {
      assert.match(text, /36\.0 \[36\.0, 36\.0\] estimate/);
      assert.match(text, /an estimate: processor time/);
      assert.match(text, /Energy and cost/);
    }
  });

  it("warn of old prices, of foreign vocabularies, and of the unit of the workshop's heuristic", () => {
    const told = describeCosts(costs, new Date("2026-12-31")).join("\n");
    assert.match(told, /these are old: cloud\/mini \(of 2026-01-01, 364 days old\)/);
    assert.match(told, /counted in each model's own vocabulary/);
    assert.match(told, /heuristic of 1: a .*Its unit is not money/);
    assert.doesNotMatch(describeCosts(costs, new Date("2026-01-02")).join("\n"), /these are old/);
  });

  it("say why nothing stands at hosted prices", () => {
    const foreign = reportCosts(pricedRun({ ...RATES, hosted: [{ ...HOSTED, currency: "USD" }] }).summary);
    assert.ok(foreign);
    const told = describeCosts(foreign, new Date("2026-12-31")).join("\n");
    assert.match(told, /^No sum at the price of cloud\/mini: its price is in USD, and no rate to EUR is stated\.$/m);
    assert.doesNotMatch(told, /Hosted prices are from/);
  });

  it("say in front of all figures that a run was disturbed", async () => {
    const disturbed = { ...summary, disturbances: ["the machine was busy"] };
    for (const text of [toMarkdown({ summary: disturbed }), await toHtmlReport({ summary: disturbed, samples })])
      assert.match(text, /Energy and cost[\s\S]{0,80}The run was disturbed \(the machine was busy\)/);
    assert.equal(describeDoubt(costs), undefined);
  });

  it("are absent from reports of runs that know neither energy nor cost", async () => {
    const plain = pricedRun(undefined);
    assert.equal(reportCosts(plain.summary), undefined);
    assert.equal(toReportJson({ summary: plain.summary }).costs, undefined);
    assert.doesNotMatch(await toHtmlReport(plain), /Energy and cost/);
  });
});

describe("formatMoney()", () => {
  it("shows three digits of a sum, however small, and its interval alike", () => {
    assert.deepEqual([0, 0.0000123456, 0.5, 12.345, 1234.5, 98_765].map(formatMoney), [
      "0",
      "0.0000123",
      "0.500",
      "12.3",
      "1235",
      "98,765",
    ]);
    const estimate = { value: 0.00123, level: 0.95, n: 20, of: "prompts" } as const;
    assert.equal(formatEstimate({ ...estimate, low: 0.001, high: 0.0015 }), "0.00123 [0.00100, 0.00150]");
    assert.equal(formatEstimate({ ...estimate, n: 3, needs: 12 }), "0.00123 (n=3, needs 12)");
  });
});
