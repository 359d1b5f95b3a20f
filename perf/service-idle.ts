// What the service costs before it does anything: time to start, memory without a model, time of `status`.
// node perf/service-idle.ts [rounds] [entry]    entry: src/cli/main.ts, or dist/cli/main.js (npm run build)
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { median } from "../src/stats/centre.ts";
import { readProcessMemory } from "../src/system/read-process-memory.ts";

const rounds = Number(process.argv[2] ?? 5);
const entry = resolve(process.argv[3] ?? "src/cli/main.ts");
/** A collector that works when nobody asks has done so by then. */
const IDLE_MS = 3000;

const home = mkdtempSync(join(tmpdir(), "assay-idle-"));
const env = { ...process.env, ASSAY_HOME: home, HF_HOME: join(home, "hub"), NODE_COMPILE_CACHE: undefined };
const figures = new Map<string, number[]>();
try {
  for (let round = 0; round < rounds; round += 1) {
    // The first start of all compiles, and keeps what it has compiled.
    const start = time("service", "start", "--port", "0");
    note(round === 0 ? "start, first ever (ms)" : "start (ms)", start);
    await sleep(IDLE_MS);
    const { processId } = JSON.parse(readFileSync(join(home, "state", "service.json"), "utf8"));
    const { residentBytes, proportionalBytes } = await readProcessMemory(processId);
    note("resident, idle (MB)", residentBytes, 1e6);
    note("proportional, idle (MB)", proportionalBytes, 1e6);
    note("status, running (ms)", time("service", "status"));
    note("stop (ms)", time("service", "stop"));
    note("status, stopped (ms)", time("service", "status"));
    note("bare node (ms)", time("-e"));
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
for (const [name, values] of figures) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  console.log(
    `${name.padEnd(26)} ${median(values).toFixed(1)}  (${low.toFixed(1)} to ${high.toFixed(1)}, n = ${values.length})`,
  );
}

function time(...args: readonly string[]): number {
  const startedMs = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args[0] === "-e" ? ["-e", "0"] : [entry, ...args], {
    encoding: "utf8",
    env,
  });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  return performance.now() - startedMs;
}

function note(name: string, value: number | undefined, divisor = 1): void {
  if (value === undefined) return;
  figures.set(name, [...(figures.get(name) ?? []), value / divisor]);
}
