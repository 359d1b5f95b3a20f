// Runs the tests with Node's own runner: all of them, or the files and flags given.
import { spawn } from "node:child_process";
import { globSync } from "node:fs";

await import("./build-pages.ts");
const args = process.argv.slice(2);
const named = args.filter((arg) => !arg.startsWith("--"));
const flags = args.filter((arg) => arg.startsWith("--"));
const patterns =
  named.length > 0 ? named : ["src/**/*.test.ts", "test/**/*.test.ts", "tools/**/*.test.ts", "web/**/*.test.ts"];
const files = patterns.flatMap((pattern) => globSync(pattern)).sort();
if (files.length === 0) {
  console.error(`no test file matches ${patterns.join(" ")}`);
  process.exit(1);
}
// No test takes half as long on a busy machine with two cores: one that does hangs, and would hang everything after it.
const LONGEST_FILE_MS = 300_000;
const run = ["--test", "--test-concurrency=2", `--test-timeout=${LONGEST_FILE_MS}`, ...flags, ...files];
const child = spawn(process.execPath, run, {
  stdio: "inherit",
  env: { ...process.env, NO_COLOR: "1", ASSAY_TEST: "1" },
});
child.on("exit", (code) => process.exit(code ?? 1));
