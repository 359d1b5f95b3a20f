import assert from "node:assert/strict";
import { test } from "node:test";
import { formatInstant } from "./format-instant.ts";

test("`formatInstant()` shows UTC, and the writer's clock where it differs", () => {
  const instant = "2026-11-30T23:12:31.000Z";
  assert.equal(formatInstant(instant, "UTC"), "2026-11-30 23:12 UTC");
  assert.equal(formatInstant(instant, "America/New_York"), "2026-11-30 23:12 UTC (18:12 in America/New_York)");
  assert.equal(formatInstant(instant, "Asia/Tokyo"), "2026-11-30 23:12 UTC (2026-12-01 08:12 in Asia/Tokyo)");
});
