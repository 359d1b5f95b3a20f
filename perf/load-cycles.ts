// What loading and unloading leaves behind: notes-mini through the pool of a service, again and again, one short answer
// each time. Prints the memory of this process before and after, its children, open handles and the time of a cycle.
// Run: node perf/load-cycles.ts [cycles]
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { quantile } from "../src/stats/quantile.ts";
import { createModelHost } from "../src/workbench/model-host/create-model-host.ts";
import { readWorkspace } from "../src/workbench/workspace.ts";

const [cycles = 100] = process.argv.slice(2).map(Number);
/** Until then the process still grows by what it compiles and keeps for later. */
const SETTLING_CYCLES = 10;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;
const home = mkdtempSync(join(tmpdir(), "assay-cycles-"));
const env = { ...process.env, ASSAY_HOME: home, HF_HOME: home };
try {
  console.log(`${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores, Node ${process.version}`);
  await measure();
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  await using host = createModelHost(await readWorkspace({ env, directory: home }));
  const loadsMs: number[] = [];
  const unloadsMs: number[] = [];
  console.log(`\n${cycles} cycles of notes-mini`);
  console.log("cycles | resident MB | heap MB | children | handles");
  await report(0);
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const startMs = performance.now();
    await host.load("notes-mini");
    const loadedMs = performance.now();
    {
      using opened = await host.openChat("notes-mini");
      const messages = [{ role: "user" as const, content: "Hi" }];
      for await (const _ of opened.part.chat({ messages, maxTokens: 4, temperature: 0 }));
    }
    const answeredMs = performance.now();
    await host.unload("notes-mini", { force: true });
    loadsMs.push(loadedMs - startMs);
    unloadsMs.push(performance.now() - answeredMs);
    if (cycle === SETTLING_CYCLES || cycle % 25 === 0 || cycle === cycles) await report(cycle);
  }
  console.log(`\nload p50 ${ms(loadsMs, 0.5)}, p99 ${ms(loadsMs, 0.99)}, n ${loadsMs.length}`);
  console.log(`unload p50 ${ms(unloadsMs, 0.5)}, p99 ${ms(unloadsMs, 0.99)}, n ${unloadsMs.length}`);
}

async function report(cycle: number): Promise<void> {
  // The last child's pipes close within the next turns.
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    collectGarbage();
  }
  const { rss, heapUsed } = process.memoryUsage();
  const handles = process.getActiveResourcesInfo().filter((name) => name !== "Timeout").length;
  console.log([cycle, mb(rss), mb(heapUsed), countChildren() ?? "not told here", handles].join(" | "));
}

/** Linux lists them per thread. */
function countChildren(): number | undefined {
  try {
    const listed = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8");
    return listed.split(" ").filter((pid) => pid.trim() !== "").length;
  } catch {
    return undefined;
  }
}

function ms(values: readonly number[], at: number): string {
  return `${quantile(values, at).toFixed(0)} ms`;
}

function mb(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
