import assert from "node:assert/strict";
import { it } from "node:test";
import { parseRetryAfter } from "./retry-policy.ts";

it("`parseRetryAfter()` reads seconds and dates, and nothing else", () => {
  const now = Date.parse("Sat, 21 Nov 2026 12:00:00 GMT");
  assert.equal(parseRetryAfter("2", now), 2000);
  assert.equal(parseRetryAfter("0.5", now), 500);
  assert.equal(parseRetryAfter("Sat, 21 Nov 2026 12:00:05 GMT", now), 5000);
  assert.equal(parseRetryAfter("Sat, 21 Nov 2026 11:00:00 GMT", now), 0);
  for (const value of [undefined, "", "soon", "-1x"]) assert.equal(parseRetryAfter(value, now), undefined, value);
});
