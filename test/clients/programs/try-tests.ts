import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { findPython } from "../../find-python.ts";
import type { Trial } from "./try-client.ts";

/** Clients that tests of ours run, with the packages whose versions are told. */
const TESTED: readonly (readonly [name: string, file: string, packages: readonly string[]])[] = [
  ["openai (npm)", "test/clients/openai.test.ts", ["openai"]],
  ["ai with @ai-sdk/openai-compatible (npm)", "test/clients/ai-sdk.test.ts", ["ai", "@ai-sdk/openai-compatible"]],
  [
    "@langchain/openai with @langchain/core (npm)",
    "test/clients/langchain.test.ts",
    ["@langchain/openai", "@langchain/core"],
  ],
  ["foundry-local-sdk (npm)", "test/foundry/sdk-command-line.test.ts", ["foundry-local-sdk", "foundry-local-sdk-0-3"]],
  ["foundry-local-sdk/browser (npm)", "test/foundry/sdk-browser.test.ts", ["foundry-local-sdk"]],
];

/** Runs the tests of the clients that are asked for, each with a service of its own. */
export function* tryTests(isAsked: (name: string) => boolean): Iterable<readonly [name: string, trial: Trial]> {
  for (const [name, file, packages] of TESTED)
    if (isAsked(name)) yield [name, runTests(file, packages.map(versionOf).join(", "))];
  const python = "foundry-local-sdk (Python)";
  if (isAsked(python)) yield [python, tryFoundryOfPython()];
}

function tryFoundryOfPython(): Trial {
  const found = findPython(["foundry_local", "openai"]);
  if ("skip" in found) return { skipped: found.skip };
  const ask = "import importlib.metadata as m; print(m.version('foundry-local-sdk'))";
  const { stdout } = spawnSync(found.path, ["-c", ask], { encoding: "utf8" });
  return runTests("test/foundry/python.test.ts", stdout.trim());
}

function runTests(file: string, version: string): Trial {
  const { stdout } = spawnSync(process.execPath, ["--test", "--test-reporter=tap", file], { encoding: "utf8" });
  const results = [...stdout.matchAll(/^( *)(not ok|ok) \d+ - (.*)$/gm)];
  // A suite comes after the tests in it, which stand further in.
  const tests = results.filter(([, indent = ""], index) => (results[index - 1]?.[1]?.length ?? 0) <= indent.length);
  const named = (word: string) => tests.flatMap(([, , mark, name = ""]) => (mark === word ? [name] : []));
  return { version, good: named("ok"), bad: named("not ok") };
}

function versionOf(name: string): string {
  return String(JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8")).version);
}
