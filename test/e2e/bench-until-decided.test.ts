import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { JournalEntry } from "../../src/core/run.ts";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

const prompts = (count: number) =>
  JSON.stringify(
    Array.from({ length: count }, (_, index) => ({ id: `p${index}`, prompt: `count ${index}`, facets: ["alpha"] })),
  );

/** One token each: what they write per second is unknown, and cannot speak against the better one. */
const script = (token: string, more = {}) => ({ script: { tokens: [token], firstTokenMs: 1, tokenMs: 1, ...more } });

const MODELS = {
  good: script("alpha"),
  weak: script("beta", { firstTokenMs: 25 }),
  alike: script("alpha"),
  broken: script("alpha", { end: "crash" }),
};

function project(context: TestContext, count: number): string {
  return makeFolder(context, { "models.json": JSON.stringify(MODELS), "prompts.json": prompts(count) });
}

const bench = ["bench", "--prompts", "prompts.json", "--no-calibration", "--until-decided"];

function journalOf(cwd: string): JournalEntry[] {
  const run = readdirSync(join(cwd, "runs"))[0] ?? "";
  const lines = readFileSync(join(cwd, "runs", run, "samples.jsonl"), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

function timedCells(cwd: string): string[] {
  return journalOf(cwd).flatMap((entry) => (entry.type === "sample" && entry.phase === "timed" ? [entry.cell] : []));
}

const looksOf = (cwd: string) => journalOf(cwd).filter((entry) => entry.type === "look");

test("`assay bench --until-decided` ends once one target is to be taken, and says why and what that saved", async (context) => {
  const cwd = project(context, 40);
  const { code, stdout, stderr } = await runCli([...bench, "good", "weak"], { cwd });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /note: At the best, 40 prompts show differences of/);
  assert.match(stderr, /look 1 of 5, 8 prompts: quality/);
  assert.match(stdout, /Take good\./);
  assert.match(
    stdout.replaceAll(/\s+/g, " "),
    /The run ended after \d+ of 40 prompts, at look \d: its verdict is settled\. Against the whole plan that left out \d+ requests, and by estimate \d+ s\./,
  );
  const measured = timedCells(cwd).length;
  assert.ok(measured < 80, `${measured} requests`);
  assert.equal(looksOf(cwd).at(-1)?.ends, "decided");
  const resumed = await runCli(["bench", "--resume", "latest", "--no-calibration"], { cwd });
  assert.equal(resumed.code, 0, resumed.stderr);
  assert.match(resumed.stderr, /nothing more is measured/);
  assert.equal(timedCells(cwd).length, measured);
});

test("`assay bench --until-decided` keeps to its budget of prompts, and goes on later without asking or looking again", async (context) => {
  const cwd = project(context, 20);
  const first = await runCli([...bench, "good", "alike", "--max-prompts", "10", "--json"], { cwd });
  assert.equal(first.code, 0, first.stderr);
  const { looks } = JSON.parse(first.stdout).summary;
  assert.deepEqual([looks.prompts, looks.plannedPrompts, looks.ends, looks.taken], [10, 20, "prompts", 2]);
  const kept = timedCells(cwd);
  const taken = looksOf(cwd);
  const second = await runCli(["bench", "--resume", "latest", "--no-calibration", "--json"], { cwd });
  assert.equal(second.code, 0, second.stderr);
  const all = timedCells(cwd);
  assert.deepEqual(all.slice(0, kept.length), kept);
  assert.equal(new Set(all).size, all.length);
  assert.ok(all.length > kept.length);
  assert.deepEqual(looksOf(cwd).slice(0, taken.length), taken);
  assert.deepEqual(
    looksOf(cwd).map(({ number }) => number),
    looksOf(cwd).map((_, index) => index + 1),
  );
});

test("`assay bench --until-decided` lets all targets answer the prompt with which its time runs out", async (context) => {
  const cwd = project(context, 20);
  const { code, stderr } = await runCli([...bench, "good", "alike", "--budget", "1ms", "--no-cold-load"], { cwd });
  assert.equal(code, 0, stderr);
  assert.match(stderr, /look 1 of 4, 1 prompt: quality open/);
  assert.equal(timedCells(cwd).length, 2);
  assert.equal(looksOf(cwd).at(-1)?.ends, "time");
});

test("`assay bench --until-decided` calls no target different whose answers are all equal", async (context) => {
  const cwd = project(context, 12);
  const { code, stdout, stderr } = await runCli([...bench, "good", "alike", "--json"], { cwd });
  assert.equal(code, 0, stderr);
  const { recommendation, summary } = JSON.parse(stdout);
  const quality = recommendation.comparisons[0].findings.find(
    (one: { objective: string }) => one.objective === "quality",
  );
  assert.equal(quality.finding, "open");
  assert.ok(quality.promptsNeeded > 80);
  assert.ok(["all", "no-help"].includes(summary.looks.ends));
});

test("`assay bench --until-decided` ends where a target dies and no two are left", async (context) => {
  const cwd = project(context, 20);
  const { stderr } = await runCli([...bench, "good", "broken"], { cwd });
  assert.match(stderr, /failed broken/);
  assert.match(stderr, /look 1 of 4, 8 prompts: nothing to compare/);
  assert.equal(looksOf(cwd).at(-1)?.ends, "alone");
});

test("`assay bench --until-decided` shows its looks in a dry run", async (context) => {
  const { stdout } = await runCli([...bench, "good", "weak", "--dry-run"], { cwd: project(context, 24) });
  assert.match(stdout, /24 prompts \(prompts\) x 1 round/);
  assert.match(stdout, /looked at after 8, 12, 18 and 24 prompts, at a level of 95 % over all looks/);
});

test("`assay bench --until-decided` refuses what cannot be decided, and options that mean nothing without it", async (context) => {
  const cwd = project(context, 5);
  const cases = [
    [[...bench, "good", "weak"], /5 prompts cannot decide between 2 models: it takes 9 to find/],
    [[...bench, "good"], /two models or more to decide between/],
    [[...bench, "good", "weak", "--budget", "0"], /--budget must be a time above 0, such as 20m/],
    [[...bench, "good", "weak", "--level", "2"], /--level must be a number from 0\.8 to 0\.999/],
    [[...bench, "good", "weak", "--max-prompts", "0"], /--max-prompts must be a whole number of at least 1/],
    [
      [...bench, "good", "weak", "--order", "blocked"],
      /order must be interleaved in a run that ends once it is decided/,
    ],
    [["bench", "good", "weak", "--budget", "5m"], /--budget, --max-prompts and --level belong to a run that ends/],
    [[...bench, "--resume", "latest"], /--until-decided and --level belong to a new run/],
  ] as const;
  for (const [args, message] of cases) {
    const { code, stderr } = await runCli(args, { cwd });
    assert.ok(code === 1 || code === 2, `${args.join(" ")}: ${code}`);
    assert.match(stderr, message);
  }
});
