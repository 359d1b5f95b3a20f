// How far our timing is off a known schedule, over real HTTP: `node perf/harness-error.ts [streams ...]`.
import { measureHarness } from "../src/bench/calibration/measure-harness.ts";
import { systemClock } from "../src/lib/clock.ts";
import { createNodeOpenAiEngine } from "../test/create-node-openai-engine.ts";

const REQUESTS = 20;
const TOKENS = 50;
const asked = process.argv.slice(2).map(Number);
const engine = createNodeOpenAiEngine();

console.log(
  `Node ${process.version}, ${REQUESTS} requests of ${TOKENS} tokens per stream, a token every 5 ms; errors in us`,
);
console.log("streams    ttft p50    ttft p99    arrival p50    arrival p99");
for (const streams of asked.length > 0 ? asked : [1, 16, 64]) {
  const { ttftErrorMs, arrivalErrorMs } = await measureHarness({
    engine,
    clock: systemClock,
    streams,
    requests: REQUESTS,
    tokens: TOKENS,
  });
  const cells = [ttftErrorMs.p50, ttftErrorMs.p99, arrivalErrorMs.p50, arrivalErrorMs.p99];
  console.log(
    [String(streams).padEnd(7), ...cells.map((ms, index) => (ms * 1000).toFixed(0).padStart(index < 2 ? 12 : 15))].join(
      "",
    ),
  );
}
