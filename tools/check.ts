// The whole gate, in the order in which a failure is cheapest to learn: format and lint, types, imports, tests.
import { spawnSync } from "node:child_process";

const steps: readonly (readonly [name: string, args: readonly string[]])[] = [
  ["format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."]],
  ["types", ["node_modules/typescript/bin/tsc", "--noEmit"]],
  ["types of the pages", ["node_modules/typescript/bin/tsc", "--noEmit", "--project", "web"]],
  ["imports", ["tools/check-imports.ts"]],
  ["shape", ["tools/check-shape.ts"]],
  ["tests", ["tools/test.ts", "--test-reporter=dot"]],
];
const skipTests = process.argv.includes("--no-tests");
for (const [name, args] of steps) {
  if (skipTests && name === "tests") continue;
  console.log(`check: ${name}`);
  const run = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (run.status !== 0) process.exit(run.status ?? 1);
}
console.log("check: all green");
