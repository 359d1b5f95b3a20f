import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

const NOTES =
  "Project Lehe - meeting on Friday\n* We decided to choose Gonati as the vendor.\n* Clara: I will draft the release notes by November 14.";
const PROMPTS = [
  "Write a summary of the meeting in two sentences.",
  "List the action items.",
  "Name the decision.",
].map((task, index) => ({ id: `p${index}`, prompt: `${task}\n\nNotes:\n${NOTES}`, facets: ["Gonati"] }));

function open(context: TestContext) {
  const cwd = makeFolder(context, {
    "models.json": JSON.stringify({ mine: { file: "./mine.gguf" } }),
    "prompts.json": JSON.stringify(PROMPTS),
    "mine.gguf": readFileSync("models/assay-notes-micro-q8_0.gguf"),
  });
  const canary = (...args: string[]) => runCli(["canary", ...args], { cwd });
  const record = (...args: string[]) =>
    canary("record", "mine", "--prompts", "prompts.json", "--max-tokens", "24", "--rounds", "0", ...args);
  const check = async (...args: string[]) => {
    const { code, stdout, stderr } = await canary("--json", "--threads", "1", ...args);
    return { code, stderr, found: JSON.parse(stdout).checks?.[0] };
  };
  return { cwd, canary, record, check };
}

test("`assay canary` is silent where nothing changed, twice, and writes nothing", async (context) => {
  const { cwd, canary, record, check } = open(context);
  const recorded = await record("--threads", "1");
  assert.equal(recorded.code, 0, recorded.stderr);
  const before = readFileSync(join(cwd, "canary/mine.json"), "utf8");
  for (const _ of [1, 2]) {
    const { code, stdout, stderr } = await canary("--quiet", "--threads", "1");
    assert.deepEqual([code, stdout, stderr], [0, "", ""]);
  }
  const { found } = await check();
  assert.deepEqual([found.state, found.changes, found.comparison.scores.noise < 1e-4], ["identical", [], true]);
  assert.deepEqual(
    [readFileSync(join(cwd, "canary/mine.json"), "utf8"), readdirSync(join(cwd, "canary"))],
    [before, ["mine.json"]],
  );
  const again = await record();
  assert.equal(again.code, 2);
  assert.match(again.stderr, /recorded already, on .*\n.*--replace/);
  assert.equal((await record("--threads", "1", "--replace")).code, 0);
  assert.equal(readdirSync(join(cwd, "canary/earlier")).length, 1);
});

test("`assay canary` asks only what changed when told so, and says what it cannot ask", async (context) => {
  const { cwd, canary, record } = open(context);
  const nothing = await canary();
  assert.equal(nothing.code, 2);
  assert.match(nothing.stderr, /No canary is recorded in .*\n.*assay canary record <model>/);
  assert.equal((await record("--threads", "1")).code, 0);
  const unchanged = await canary("--if-changed", "--threads", "1");
  assert.equal(unchanged.code, 0);
  assert.match(unchanged.stdout, /mine: not asked: nothing changed since \d/);
  const unknown = await canary("yours");
  assert.equal(unknown.code, 2);
  writeFileSync(join(cwd, "mine.gguf"), "no model any more");
  const broken = await canary("--threads", "1");
  assert.equal(broken.code, 1);
  assert.match(broken.stdout, /^mine: .*GGUF/m);
  writeFileSync(join(cwd, "canary/mine.json"), '{ "schema": 1, "type": "assay-canary" }');
  const damaged = await canary();
  assert.equal(damaged.code, 2);
  assert.match(damaged.stderr, /canary.mine\.json.*model/s);
  assert.ok(!existsSync(join(cwd, "canary/earlier")));
});
