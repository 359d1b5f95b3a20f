import assert from "node:assert/strict";
import { test } from "node:test";
import { createRunId, isRunId } from "./run-id.ts";

test("`createRunId()` is readable, in UTC, and sorts by time", () => {
  assert.equal(createRunId("2026-11-21T11:43:55.123Z", "notes"), "2026-11-21T11-43-55-notes");
  assert.equal(createRunId("2026-11-21T12:43:55+01:00", "notes"), "2026-11-21T11-43-55-notes");
  assert.equal(createRunId("2026-11-21T11:43:55Z"), "2026-11-21T11-43-55");
  const ids = ["2026-11-21T11:43:56Z", "2026-11-21T11:43:55Z", "2025-12-31T23:59:59Z"].map((time) =>
    createRunId(time, "x"),
  );
  assert.deepEqual([...ids].sort(), ids.reverse());
});

test("`createRunId()` is a safe name of a folder whatever the name of the run", () => {
  for (const [name, end] of [
    ["Meeting notes / Q4: *final*", "-meeting-notes-q4-final"],
    ["../../etc", "-etc"],
    ["Übergröße", "-ubergro-e"],
    ["会議 \u0000 ", ""],
    ["a".repeat(200), `-${"a".repeat(40)}`],
    [`${"a".repeat(39)} b`, `-${"a".repeat(39)}`],
    ["dot. ", "-dot"],
  ] as const) {
    const id = createRunId("2026-11-21T11:43:55Z", name);
    assert.equal(id, `2026-11-21T11-43-55${end}`);
    assert.ok(isRunId(id));
  }
});

test("`createRunId()` refuses what is no time", () => {
  assert.throws(() => createRunId("yesterday"), { code: "invalid-input", message: /"yesterday"/ });
});

test("`isRunId()` refuses what leaves the folder or no system could name", () => {
  for (const text of [
    "",
    ".",
    "..",
    "../a",
    "a/b",
    "a\\b",
    "C:",
    "a:b",
    "-a",
    ".a",
    "a.",
    "a b",
    "a\n",
    "a*",
    "CON",
    "nul.txt",
    "Com1",
    "latest",
    "LATEST",
    "a".repeat(101),
  ])
    assert.equal(isRunId(text), false, text);
  for (const text of ["2026-11-21T11-43-55-notes", "baseline", "console", "v1.2_final"])
    assert.equal(isRunId(text), true, text);
});
