import type { Sample } from "../../core/sample.ts";

/** Time in ms in which at least one of the requests was under way: the union of their spans. */
export function busyMs(samples: readonly Sample[]): number {
  const spans = samples.map(({ timeline }) => timeline).sort((a, b) => a.sentMs - b.sentMs);
  let busy = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { sentMs, endMs } of spans) {
    busy += Math.max(0, endMs - Math.max(sentMs, until));
    until = Math.max(until, endMs);
  }
  return busy;
}
