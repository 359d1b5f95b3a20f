import assert from "node:assert/strict";
import { it } from "node:test";
import { parseRateLimit, parseRetryAfter } from "./retry-policy.ts";

it("`parseRetryAfter()` reads seconds and dates, and nothing else", () => {
  const now = Date.parse("Sat, 21 Nov 2026 12:00:00 GMT");
  assert.equal(parseRetryAfter("2", now), 2000);
  assert.equal(parseRetryAfter("0.5", now), 500);
  assert.equal(parseRetryAfter("Sat, 21 Nov 2026 12:00:05 GMT", now), 5000);
  assert.equal(parseRetryAfter("Sat, 21 Nov 2026 11:00:00 GMT", now), 0);
  for (const value of [undefined, "", "soon", "-1x"]) assert.equal(parseRetryAfter(value, now), undefined, value);
});

it("`parseRateLimit()` reads when a server answers again, in each form of the draft", () => {
  for (const [name, value, ms] of [
    ["ratelimit", '"api";r=0;t=55', 55_000],
    ["ratelimit", "limit=100, remaining=0, reset=7", 7000],
    ["ratelimit-reset", "30", 30_000],
    ["ratelimit", '"api";r=0', undefined],
    ["x-other", "1", undefined],
  ] as const)
    assert.equal(
      parseRateLimit((asked) => (asked === name ? value : null)),
      ms,
    );
});
