import assert from "node:assert/strict";
import { it } from "node:test";
import { formatReplayStamp, parseReplayStamp } from "./replay-stamp.ts";

it("`parseReplayStamp()` reads what `formatReplayStamp()` writes, to a tenth of a microsecond", () => {
  const stamp = { writtenMs: 123_456_789.1234, receivedMs: 123_456_700.5 };
  assert.deepEqual(parseReplayStamp(formatReplayStamp(stamp)), stamp);
  assert.deepEqual(parseReplayStamp(formatReplayStamp({ writtenMs: 1 })), { writtenMs: 1, receivedMs: undefined });
});

it("`parseReplayStamp()` refuses what is no stamp, or more than one", () => {
  for (const text of ["", "12.5", "abc ", "12 ", "1.5 2.5 ", "1.5/ ", "-1.5 "])
    assert.equal(parseReplayStamp(text), undefined, text);
});
