// What `assay --version` and `assay --help` add to a bare start of Node, in turns: node perf/version-start.ts [rounds]
// Needs dist/ (npm run build).
import { spawnSync } from "node:child_process";
import { median } from "../src/stats/centre.ts";

const rounds = Number(process.argv[2] ?? 30);
const commands = {
  "node -e 0": ["-e", "0"],
  "assay --version": ["dist/cli/main.js", "--version"],
  "assay --help": ["dist/cli/main.js", "--help"],
};
const times = new Map(Object.keys(commands).map((name) => [name, [] as number[]]));

for (let round = 0; round < rounds + 2; round += 1) {
  for (const [name, args] of Object.entries(commands)) {
    const startedMs = performance.now();
    const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
    if (status !== 0) throw new Error(`${name} ended with ${status}`);
    // The first two rounds fill the file cache.
    if (round >= 2) times.get(name)?.push(performance.now() - startedMs);
  }
}
const base = median(times.get("node -e 0") ?? []);
for (const [name, list] of times) {
  const middle = median(list);
  console.log(
    `${name.padEnd(16)} ${middle.toFixed(1)} ms median of ${list.length}, ${(middle - base).toFixed(1)} ms added`,
  );
}
