import assert from "node:assert/strict";
import { mkdirSync, readdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

const MODELS = JSON.stringify({ models: { quick: { script: { tokens: ["one", "two"] } } } });
const BENCH = ["bench", "quick", "--prompt", "hello", "--rounds", "1", "--warm-up", "0", "--no-calibration"];

test("what holds prompts, answers or keys can be read by its owner only", async (context) => {
  if (process.platform === "win32") return context.skip("Windows has no such modes");
  const cwd = makeFolder(context, { "models.json": MODELS, "mine.mjs": "export const generate = () => 'hi';" });
  const measured = await runCli(BENCH, { cwd });
  assert.equal(measured.code, 0, measured.stderr);
  await runCli(["trust", "./mine.mjs", "--yes"], { cwd });
  await runCli(["trust", "key", "OPENAI_API_KEY", "api.openai.com"], { cwd });
  const [run = ""] = readdirSync(join(cwd, "runs"));
  const state = join(cwd, ".assay-home", "state");
  const held = [
    join(cwd, "runs", run),
    ...readdirSync(join(cwd, "runs", run)).map((name) => join(cwd, "runs", run, name)),
    join(state, "trusted.json"),
    join(state, "allowed-keys.json"),
  ];
  assert.ok(held.length >= 8, held.join());
  for (const path of held) assert.equal(statSync(path).mode & 0o077, 0, path);
});

test("`assay run remove` leaves alone what a link in the place of a run leads to", async (context) => {
  const cwd = makeFolder(context, { "models.json": MODELS });
  assert.equal((await runCli([...BENCH, "--runs", "elsewhere"], { cwd })).code, 0);
  const [run = ""] = readdirSync(join(cwd, "elsewhere"));
  const before = readdirSync(join(cwd, "elsewhere", run));
  mkdirSync(join(cwd, "runs"));
  symlinkSync(join(cwd, "elsewhere", run), join(cwd, "runs", "linked"), "junction");
  const { code, stderr } = await runCli(["run", "remove", "linked", "--yes"], { cwd });
  assert.equal(code, 1, stderr);
  assert.match(stderr, /is a link to another place/);
  assert.deepEqual(readdirSync(join(cwd, "elsewhere", run)), before);
});
