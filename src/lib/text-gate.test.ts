import assert from "node:assert/strict";
import { test } from "node:test";
import { createTextGate } from "./text-gate.ts";

test("`createTextGate()` lets text through as it comes when there is nothing to hold back", () => {
  const gate = createTextGate();
  assert.deepEqual(gate.push("one", 1), { text: "one", tokens: 1, stopped: false });
  assert.deepEqual(gate.push(" two", 2), { text: " two", tokens: 2, stopped: false });
  assert.deepEqual(gate.flush(), { text: "", tokens: undefined, stopped: false });
});

test("`createTextGate()` holds back what may become a stop text and counts its tokens with the delta that brings it", () => {
  const gate = createTextGate(["END"]);
  assert.deepEqual(gate.push("a E", 1), { text: "a ", tokens: 1, stopped: false });
  assert.deepEqual(gate.push("N", 1), { text: "", tokens: undefined, stopped: false });
  assert.deepEqual(gate.push("x", 1), { text: "ENx", tokens: 2, stopped: false });
  assert.deepEqual(gate.push("E", 1).text, "");
  assert.deepEqual(gate.push("ND more", 1), { text: "", tokens: undefined, stopped: true });
});

test("`createTextGate()` ends at the stop text that begins first", () => {
  const gate = createTextGate(["later", "b"]);
  assert.deepEqual(gate.push("a b later", 1), { text: "a ", tokens: 1, stopped: true });
});

test("`createTextGate()` finds a stop text inside a repeated beginning", () => {
  const gate = createTextGate(["aab"]);
  assert.equal(gate.push("xaa").text, "x");
  const { text, stopped } = gate.push("ab");
  assert.deepEqual([text, stopped], ["a", true]);
});

test("`createTextGate()` keeps the two halves of a character together", () => {
  const gate = createTextGate();
  const [high = "", low = ""] = "😀".split("");
  assert.equal(gate.push(`hi ${high}`, 1).text, "hi ");
  assert.deepEqual(gate.push(low, 1), { text: "😀", tokens: 1, stopped: false });
});

test("`createTextGate()` shows a half character that never got its other half as U+FFFD", () => {
  const gate = createTextGate();
  gate.push("\ud83d", 1);
  assert.deepEqual(gate.flush(), { text: "\ufffd", tokens: 1, stopped: false });
});

test("`createTextGate()` says no count once one was unknown", () => {
  const gate = createTextGate();
  assert.equal(gate.push("a").tokens, undefined);
  assert.equal(gate.push("b", 1).tokens, undefined);
});
