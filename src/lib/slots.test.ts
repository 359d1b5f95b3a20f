import assert from "node:assert/strict";
import { test } from "node:test";
import { createSlots } from "./slots.ts";

test("`createSlots()` lets the next in line in when a place is given back, in order", async () => {
  const slots = createSlots(1);
  const entered: string[] = [];
  const giveBack = await slots.take();
  const second = slots.take().then((release) => {
    entered.push("second");
    release?.();
  });
  const third = slots.take().then((release) => {
    entered.push("third");
    release?.();
  });
  assert.deepEqual(entered, []);
  giveBack?.();
  await Promise.all([second, third]);
  assert.deepEqual(entered, ["second", "third"]);
});

test("`createSlots()` gives no second place for one that is given back twice", async () => {
  const slots = createSlots(1);
  const giveBack = await slots.take();
  giveBack?.();
  giveBack?.();
  await slots.take();
  const signal = AbortSignal.abort();
  assert.equal(await Promise.race([slots.take(), slots.take(signal)]), undefined);
});

test("`createSlots()` forgets who stopped waiting", async () => {
  const slots = createSlots(1);
  const giveBack = await slots.take();
  const controller = new AbortController();
  const impatient = slots.take(controller.signal);
  const patient = slots.take();
  controller.abort();
  assert.equal(await impatient, undefined);
  giveBack?.();
  assert.equal(typeof (await patient), "function");
});
