/**
 * Replays cascades on recorded answers, and prints how long that takes and how often noise is taken for a signal:
 *
 *   node perf/cascade.ts [<gsm8k_responses.csv of RouteLLM>] [--prompts 10000] [--runs 400]
 *
 * The file has a line for each prompt: prompt, whether the weak and the strong model were right, and their responses.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createRandom } from "../src/lib/random.ts";
import { parseCsv } from "../src/quality/annotations/parse-csv.ts";
import { describeReplay } from "../src/report/cascade/describe-replay.ts";
import { pointsTable, type ReplayTable, signalsTable } from "../src/report/cascade/replay-tables.ts";
import type { CascadeItem } from "../src/selection/cascade/cascade-item.ts";
import { replayCascade } from "../src/selection/cascade/replay-cascade.ts";
import { shareInterval } from "../src/stats/share-interval.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { prompts: { type: "string", default: "10000" }, runs: { type: "string", default: "400" } },
});

const NOISE = ["a", "b", "c", "d", "e", "f"].map((name) => ({ name, doubtful: "high" }) as const);

timeReplay(Number(values.prompts));
countFalseSignals(Number(values.runs));
const [file] = positionals;
if (file !== undefined) replayFile(file);

function timeReplay(n: number): void {
  const items = makeNoise(n, 1);
  const startedMs = performance.now();
  replayCascade(items, { signals: NOISE, maxRate: 0.3, seed: 1 });
  console.log(`${n} prompts, ${NOISE.length} signals: ${Math.round(performance.now() - startedMs)} ms`);
}

/** Signals that tell nothing: how often one is shown to beat the lot. */
function countFalseSignals(runs: number): void {
  for (const n of [24, 60, 200]) {
    const wrong = Array.from({ length: runs }, (_, run) => ({
      found: Number(
        replayCascade(makeNoise(n, run + 1), { signals: NOISE, maxRate: 0.3, seed: run }).chosen !== undefined,
      ),
      expected: 1,
    }));
    const share = wrong.reduce((sum, { found }) => sum + found, 0) / runs;
    const { low = 0, high = 1 } = shareInterval(wrong) ?? {};
    console.log(
      `noise taken for a signal, ${n} prompts: ${(share * 100).toFixed(1)} % [${(low * 100).toFixed(1)}, ${(high * 100).toFixed(1)}] of ${runs} runs`,
    );
  }
}

function replayFile(path: string): void {
  const parsed = parseCsv(readFileSync(path, "utf8"), ",");
  if (parsed.type === "broken") throw new Error(`${path}:${parsed.problem.line}: ${parsed.problem.message}`);
  const items = parsed.rows.slice(1).flatMap(([prompt, weak, strong, answer, strongAnswer]): CascadeItem[] => {
    if (prompt === undefined || answer === undefined || strongAnswer === undefined) return [];
    return [
      {
        prompt: prompt.text,
        // No times are recorded: the length of the answers stands for them.
        small: { quality: Number(weak?.text === "True"), latencyMs: answer.text.length },
        large: { quality: Number(strong?.text === "True"), latencyMs: strongAnswer.text.length },
        signals: {
          characters: answer.text.length,
          "prompt characters": prompt.text.length,
          "numbers in the answer": answer.text.match(/\d+(?:\.\d+)?/g)?.length ?? 0,
        },
      },
    ];
  });
  const signals = [
    { name: "characters", doubtful: "high" },
    { name: "prompt characters", doubtful: "high" },
    { name: "numbers in the answer", doubtful: "high" },
  ] as const;
  const replay = replayCascade(items, { signals, maxRate: 0.3, seed: 1 });
  const names = { small: "weak", large: "strong" };
  console.log(["", ...describeReplay(replay, names)].join("\n"));
  for (const table of [pointsTable(replay, names), signalsTable(replay)]) print(table);
}

function print({ heads, rows }: ReplayTable): void {
  console.log(`\n| ${heads.map(({ title }) => title).join(" | ")} |\n|${"---|".repeat(heads.length)}`);
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
}

function makeNoise(n: number, seed: number): readonly CascadeItem[] {
  const random = createRandom(seed);
  return Array.from({ length: n }, (_, index) => ({
    prompt: `${index}`,
    small: { quality: Number(random.next() < 0.6), latencyMs: 100 },
    large: { quality: Number(random.next() < 0.85), latencyMs: 400 },
    signals: Object.fromEntries(NOISE.map(({ name }) => [name, random.next()])),
  }));
}
