import assert from "node:assert/strict";
import { it } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import type { EnergyCounter, EnergyProblem } from "../../core/energy-counter.ts";
import { readWorkspace } from "../workspace.ts";
import { checkCosts } from "./check-costs.ts";

const counter: EnergyCounter = {
  name: "processor (RAPL)",
  devices: ["cpu"],
  read: async () => ({ joules: 0, coveredMs: 0, atMs: 0 }),
  async [Symbol.asyncDispose]() {},
};
const problem: EnergyProblem = { message: "Only root may read it.", hint: "Run chmod." };
const open = (counters: readonly EnergyCounter[], problems: readonly EnergyProblem[]) => async () => ({
  counters,
  problems,
  async [Symbol.asyncDispose]() {},
});

it("`checkCosts()` says which energy can be read, what forbids it, and that an estimate takes stated watts", async (t) => {
  const workspace = await readWorkspace({ directory: makeFolder(t), env: {} });
  const words = async (...found: Parameters<typeof open>) =>
    (await checkCosts(workspace, open(...found))).map(({ status, message }) => `${status}: ${message}`);
  assert.deepEqual(await words([counter], []), ["ok: read from processor (RAPL)"]);
  assert.deepEqual(await words([], [problem]), ["warning: Only root may read it."]);
  assert.match((await words([], [])).join(), /^ok: no counter here; estimated where/);
});

it("`checkCosts()` tells of the project's prices, and what is wrong with them", async (t) => {
  const check = async (prices: string) => {
    const workspace = await readWorkspace({ directory: makeFolder(t, { "prices.json": prices }), env: {} });
    return (await checkCosts(workspace, open([], [])))[1];
  };
  assert.match(
    (await check('{ "date": "2026-01-01", "currency": "EUR" }'))?.message ?? "",
    /in EUR, stated on 2026-01-01/,
  );
  const wrong = await check('{ "currency": "EUR" }');
  assert.ok(wrong?.status === "problem" && /prices\.json:1:1: date/.test(wrong.message), wrong?.message);
});
