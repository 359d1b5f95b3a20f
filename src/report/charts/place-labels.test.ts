import assert from "node:assert/strict";
import { test } from "node:test";
import { placeLabels } from "./place-labels.ts";

const frame = { left: 0, right: 500, top: 0, bottom: 300, fontSize: 12, radius: 8 };

test("`placeLabels()` sets a name to the right of its mark, and to the left where the page ends", () => {
  const [left, right] = placeLabels(
    [
      { x: 50, y: 100, name: "notes-mini:q4_0" },
      { x: 480, y: 200, name: "notes-mini:q8_0" },
    ],
    frame,
  );
  assert.equal(left?.anchor, "start");
  assert.equal(left.labelY, 100);
  assert.equal(right?.anchor, "end");
});

test("`placeLabels()` lays no name on another, though the marks lie on one another", () => {
  const marks = Array.from({ length: 5 }, (_, index) => ({ x: 200 + index, y: 150, name: `model-${index}` }));
  const placed = placeLabels(marks, frame);
  const places = placed.map(({ labelY, anchor }) => `${labelY} ${anchor}`);
  assert.equal(new Set(places).size, 5);
  for (const { labelY } of placed) assert.ok(labelY > 0 && labelY < 300);
});

test("`placeLabels()` sets a name that fits on neither side of its mark above or below it, within the frame", () => {
  const narrow = { ...frame, right: 300 };
  const name = "m".repeat(25);
  const [label] = placeLabels([{ x: 150, y: 150, name }], narrow);
  assert.ok(label?.anchor === "start" && label.labelX >= 0 && label.labelX + 25 * 12 * 0.58 <= 300, `${label?.labelX}`);
  assert.ok(Math.abs(label.labelY - 150) > frame.radius);
});

test("`placeLabels()` still shows a name for which there is no room", () => {
  const [label] = placeLabels([{ x: 10, y: 10, name: "a".repeat(200) }], frame);
  assert.equal(label?.name.length, 200);
});

test("`placeLabels()` sets no name nearer to the mark of another than to its own", () => {
  // Side by side, one above the other, and with a third between.
  for (const marks of [
    [
      { x: 200, y: 150, name: "first" },
      { x: 222, y: 150, name: "second" },
    ],
    [
      { x: 470, y: 150, name: "a-long-name-of-a-model" },
      { x: 470, y: 168, name: "another-long-name-of-it" },
    ],
    [
      { x: 240, y: 150, name: "left-of-them" },
      { x: 260, y: 152, name: "in-the-middle" },
      { x: 280, y: 150, name: "right-of-them" },
    ],
  ])
    for (const { name, labelX, labelY, anchor } of placeLabels(marks, frame)) {
      const length = name.length * 12 * 0.58;
      const left = anchor === "start" ? labelX : labelX - length;
      const distanceTo = (mark: { x: number; y: number }) =>
        Math.hypot(Math.max(left - mark.x, 0, mark.x - left - length), labelY - mark.y);
      const [nearest] = marks.toSorted((a, b) => distanceTo(a) - distanceTo(b));
      assert.equal(nearest?.name, name);
    }
});
