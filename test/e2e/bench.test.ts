import assert from "node:assert/strict";
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type TestContext, test } from "node:test";
import type { JournalEntry } from "../../src/core/run.ts";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

const PROMPTS = JSON.stringify([
  { id: "one", prompt: "count", facets: ["alpha"] },
  { id: "two", prompt: "count again", facets: ["alpha", "gamma"] },
  "say something",
]);

const script = (tokens: readonly string[], more = {}) => ({ script: { tokens, firstTokenMs: 1, tokenMs: 1, ...more } });

const MODELS = {
  good: script(["alpha ", "beta ", "gamma"]),
  weak: script(["beta"]),
  broken: script(["alpha "], { end: "cut" }),
  slow: script(["alpha ", "beta"], { firstTokenMs: 150 }),
};

function project(context: TestContext): string {
  return makeFolder(context, { "models.json": JSON.stringify(MODELS), "prompts.json": PROMPTS });
}

const bench = ["bench", "--prompts", "prompts.json", "--no-calibration"];

function journalOf(cwd: string): JournalEntry[] {
  const run = readdirSync(join(cwd, "runs"))[0] ?? "";
  const lines = readFileSync(join(cwd, "runs", run, "samples.jsonl"), "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
}

function timedCells(cwd: string): string[] {
  return journalOf(cwd).flatMap((entry) => (entry.type === "sample" && entry.phase === "timed" ? [entry.cell] : []));
}

test("`assay bench` measures, scores, recommends and leaves a run with all its reports", async (context) => {
  const cwd = project(context);
  const { code, stdout, stderr } = await runCli([...bench, "good", "weak", "--rounds", "2"], { cwd });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /good\s+100/);
  assert.match(stdout, /weak\s+0/);
  assert.equal(timedCells(cwd).length, 2 * 3 * 2);
  const run = readdirSync(join(cwd, "runs"))[0] ?? "";
  for (const file of ["run.json", "samples.jsonl", "report.html", "report.md", "report.csv", "report.json"]) {
    assert.ok(existsSync(join(cwd, "runs", run, file)), file);
  }
  assert.match(stderr, /report: .*report\.html/);
});

test("`assay bench` records a target that fails, goes on with the others, and fails only when none succeeded", async (context) => {
  const cwd = project(context);
  const some = await runCli([...bench, "broken", "good", "./missing.gguf", "--skip-missing", "--json"], { cwd });
  assert.equal(some.code, 0, some.stderr);
  const { summary } = JSON.parse(some.stdout);
  const states = summary.scorecards.map((card: { status: string; error?: { code: string; hint?: string } }) => [
    card.status,
    card.error?.code,
  ]);
  assert.deepEqual(states, [
    ["failed", "stream-cut"],
    ["ok", undefined],
    ["failed", "model-missing"],
  ]);
  const none = await runCli([...bench, "broken"], { cwd });
  assert.equal(none.code, 2);
  assert.match(none.stdout, /failed broken/);
});

test("a run in which nothing was answered is failed, has no report and is never the latest", async (context) => {
  const cwd = project(context);
  await runCli([...bench, "good", "--rounds", "1", "--name", "first"], { cwd });
  const failed = await runCli([...bench, "broken", "--rounds", "1", "--name", "second"], { cwd });
  assert.equal(failed.code, 2);
  assert.doesNotMatch(failed.stderr, /report:/);
  const [second, first] = JSON.parse((await runCli(["run", "list", "--json"], { cwd })).stdout);
  assert.deepEqual([first.status, second.status], ["complete", "failed"]);
  assert.match(first.verdict, /good/);
  assert.equal(second.verdict, undefined);
  assert.ok(!existsSync(join(cwd, "runs", second.id, "report.html")));
  const latest = await runCli(["run", "show", "latest", "--json"], { cwd });
  assert.equal(JSON.parse(latest.stdout).summary.run.id, first.id);
});

test("`assay bench` looks at its targets before it starts, and begins no run where one cannot be measured", async (context) => {
  const cwd = project(context);
  writeFileSync(join(cwd, "text.gguf"), "no model at all");
  const cases = [
    ["./missing.gguf", "model-missing", /missing\.gguf/],
    ["./text.gguf", "model-invalid", /text\.gguf/],
    ["godo", "unknown-model", /godo/],
    ["http://127.0.0.1:9/v1#m", "endpoint-unreachable", /127\.0\.0\.1:9/],
    ["qwen2.5-0.5b", "model-missing", /^qwen2\.5-0\.5b:q4_k_m is in \S+ and not downloaded/],
  ] as const;
  for (const [name, code, message] of cases) {
    const refused = await runCli([...bench, "good", name, "--json"], { cwd });
    assert.equal(refused.code, 2, name);
    const { error } = JSON.parse(refused.stdout);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.ok(error.hint.length > 0);
  }
  assert.ok(!existsSync(join(cwd, "runs")));
});

test("`assay bench` begins no run with a base model, which answers no conversation", async (context) => {
  const cwd = project(context);
  const file = readFileSync(resolve("models/assay-notes-micro-q8_0.gguf"));
  file.write("tokenizer.chat_templatx", file.indexOf("tokenizer.chat_template"));
  writeFileSync(join(cwd, "base.gguf"), file);
  const { code, stderr } = await runCli([...bench, "good", "base.gguf"], { cwd });
  assert.equal(code, 2, stderr);
  assert.match(stderr, /base: The file of the model brings no chat template.*\n.*"template": "chatml"/);
  assert.equal(existsSync(join(cwd, "runs")), false);
  const named = { based: { file: "base.gguf", template: "chatml" } };
  writeFileSync(join(cwd, "models.json"), JSON.stringify(named));
  const second = await runCli([...bench, "based", "--rounds", "1", "--no-cold-load"], { cwd });
  assert.equal(second.code, 0, second.stderr);
});

test("`assay bench` records what cannot be measured as failed where variables name the models", async (context) => {
  const cwd = project(context);
  const env = { BENCH_MODELS: "nowhere,good,http://127.0.0.1:9/v1#m", BENCH_ROUNDS: "1" };
  const { code, stdout, stderr } = await runCli([...bench, "--format", "workshop"], { cwd, env });
  assert.equal(code, 0, stderr);
  const rows: { alias: string; status: string; code?: string; hint?: string }[] = JSON.parse(stdout);
  const states = rows.map((row) => [row.alias, row.status, row.code]);
  assert.deepEqual(states.sort(), [
    ["good", "ok", undefined],
    ["m", "failed", "endpoint-unreachable"],
    ["nowhere", "failed", "unknown-model"],
  ]);
  assert.ok(rows.every(({ status, hint }) => status === "ok" || (hint ?? "") !== ""));
});

test("`assay bench` stops at Ctrl-C, keeps what is done, and goes on without repeating any of it", async (context) => {
  const cwd = project(context);
  let sent = false;
  const first = await runCli([...bench, "slow", "good", "--rounds", "5"], {
    cwd,
    onOutput: (child, _, stderr) => {
      if (sent || !stderr.includes("requests done")) return;
      sent = true;
      child.kill("SIGINT");
    },
  });
  assert.equal(first.code, 130, first.stderr);
  assert.match(first.stderr, /assay bench --resume/);
  const kept = timedCells(cwd);
  assert.ok(kept.length >= 2 && kept.length < 30, `${kept.length} kept`);
  const second = await runCli(["bench", "--resume", "latest", "--no-calibration"], { cwd });
  assert.equal(second.code, 0, second.stderr);
  const all = timedCells(cwd);
  assert.equal(all.length, 30);
  assert.equal(new Set(all).size, 30);
  assert.deepEqual(all.slice(0, kept.length), kept);
});

test("`assay bench` survives kill -9 at any moment: no finished request is lost or repeated", async (context) => {
  const cwd = project(context);
  await runCli([...bench, "slow", "--rounds", "5"], {
    cwd,
    onOutput: (child, _, stderr) => {
      if (stderr.includes("requests done")) child.kill("SIGKILL");
    },
  });
  const kept = timedCells(cwd);
  assert.ok(kept.length >= 1 && kept.length < 15, `${kept.length} kept`);
  const file = join(cwd, "runs", readdirSync(join(cwd, "runs"))[0] ?? "", "samples.jsonl");
  writeFileSync(file, `${readFileSync(file, "utf8")}{"type":"sample","cell":"half`);
  const resumed = await runCli(["bench", "--resume", "latest", "--no-calibration"], { cwd });
  assert.equal(resumed.code, 0, resumed.stderr);
  assert.match(resumed.stderr, /note: /);
  const all = timedCells(cwd);
  assert.equal(all.length, 15);
  assert.equal(new Set(all).size, 15);
});

test("`assay bench --resume` refuses a run whose prompts or model have changed, and says which", async (context) => {
  const cwd = project(context);
  copyFileSync(resolve("models/assay-notes-micro-q4_0.gguf"), join(cwd, "m.gguf"));
  const flags = ["--rounds", "1", "--max-tokens", "4", "--no-cold-load"];
  const first = await runCli([...bench, "./m.gguf", ...flags], { cwd });
  assert.equal(first.code, 0, first.stderr);
  writeFileSync(join(cwd, "prompts.json"), PROMPTS.replace("count again", "count anew"));
  const prompts = await runCli(["bench", "--resume", "latest"], { cwd });
  assert.equal(prompts.code, 1);
  assert.match(prompts.stderr, /prompt two/);
  writeFileSync(join(cwd, "prompts.json"), PROMPTS);
  copyFileSync(resolve("models/assay-notes-micro-q8_0.gguf"), join(cwd, "m.gguf"));
  const model = await runCli(["bench", "--resume", "latest"], { cwd });
  assert.equal(model.code, 1);
  assert.match(model.stderr, /model file of target m/);
});

test("`assay bench --resume` refuses a run that another process writes", async (context) => {
  const cwd = project(context);
  let second: ReturnType<typeof runCli> | undefined;
  await runCli([...bench, "slow", "--rounds", "3"], {
    cwd,
    onOutput: (_, __, stderr) => {
      if (stderr.includes("loaded slow"))
        second ??= runCli(["bench", "--resume", "latest", "--no-calibration"], { cwd });
    },
  });
  const refused = await second;
  assert.equal(refused?.code, 1);
  assert.match(refused?.stderr ?? "", /error: .*(process|pid)/i);
});

test("`assay bench --dry-run` shows the plan and does nothing", async (context) => {
  const cwd = project(context);
  const { code, stdout } = await runCli([...bench, "good", "weak", "--dry-run"], { cwd });
  assert.equal(code, 0);
  assert.match(stdout, /2 models x 3 prompts \(prompts\) x 3 rounds/);
  assert.equal(existsSync(join(cwd, "runs")), false);
});

test("`assay bench --format workshop` prints the workshop's rows, failed models among them", async (context) => {
  const cwd = project(context);
  const { code, stdout, stderr } = await runCli([...bench, "good", "broken", "--format", "workshop"], { cwd });
  assert.equal(code, 0, stderr);
  const rows = JSON.parse(stdout);
  assert.equal(rows[0].alias, "good");
  assert.equal(rows[0].model, "good");
  assert.equal(typeof rows[0].latency_p95, "number");
  assert.equal(rows[0].sample, "alpha beta gamma");
  assert.ok(rows[0].tokens_per_sec_avg > 0);
  assert.notEqual(rows[1].status, rows[0].status);
  assert.match(stderr, /output tokens only/);
});

test("`assay bench` takes the workshop's variables, and a .env file with inline comments", async (context) => {
  const cwd = project(context);
  writeFileSync(join(cwd, ".env"), "BENCH_ROUNDS=2   # two will do\nBENCH_PROMPT=hello there\n");
  const { code, stderr } = await runCli(["bench", "--no-calibration"], { cwd, env: { BENCH_MODELS: "good,weak" } });
  assert.equal(code, 0, stderr);
  assert.deepEqual(timedCells(cwd).sort(), ["good/p1/1", "good/p1/2", "weak/p1/1", "weak/p1/2"]);
});

for (const [what, args, message, code] of [
  ["0 rounds", ["bench", "good", "--rounds", "0"], /--rounds.*at least 1.*0/, 2],
  ["negative rounds", ["bench", "good", "--rounds", "-1"], /rounds/, 2],
  ["rounds that are no number", ["bench", "good", "--rounds", "NaN"], /--rounds/, 2],
  ["an unknown flag", ["bench", "good", "--round", "2"], /--rounds/, 2],
  ["an unknown model", ["bench", "goood"], /good/, 2],
  ["an unknown prompt set", ["bench", "good", "--prompts", "meeting-note"], /meeting-notes/, 2],
  ["an unknown form", ["bench", "good", "--format", "pdf"], /--format/, 2],
  ["an unknown command", ["banch"], /bench/, 2],
  ["a run that is not there", ["report", "nope"], /nope/, 2],
  ["a file for no form of a report", ["report", "latest", "--output", "x.html"], /--format/, 2],
  ["a runs folder that is a file", ["bench", "good", "--runs", "models.json"], /models\.json/, 1],
] as const) {
  test(`\`assay\` answers ${what} with what is wrong, a next step and exit code ${code}`, async (context) => {
    const cwd = project(context);
    const result = await runCli(args, { cwd });
    assert.equal(result.code, code, result.stderr);
    assert.match(result.stderr, message);
    assert.doesNotMatch(result.stderr, /\n\s+at /);
    assert.equal(result.stdout, "");
  });
}

test("`assay run` lists, shows and removes what was measured", async (context) => {
  const cwd = project(context);
  await runCli([...bench, "good", "--rounds", "1", "--name", "first"], { cwd });
  const listed = JSON.parse((await runCli(["run", "list", "--json"], { cwd })).stdout);
  assert.equal(listed.length, 1);
  assert.deepEqual(listed[0].targets, ["good"]);
  const shown = await runCli(["run", "show", "latest"], { cwd });
  assert.match(shown.stdout, /good\s+100/);
  const asked = await runCli(["run", "remove", "latest"], { cwd });
  assert.equal(asked.code, 2);
  assert.match(asked.stderr, /--yes/);
  const removed = await runCli(["run", "remove", "latest", "--yes"], { cwd });
  assert.equal(removed.code, 0);
  assert.deepEqual(JSON.parse((await runCli(["run", "list", "--json"], { cwd })).stdout), []);
});

test("`assay recommend` holds runs against constraints and says what each target failed", async (context) => {
  const cwd = project(context);
  await runCli([...bench, "good", "weak", "--rounds", "1"], { cwd });
  const { code, stdout } = await runCli(["recommend", "latest", "--min-quality", "0.9", "--json"], { cwd });
  const { excluded, unproven } = JSON.parse(stdout);
  const judged = [...excluded, ...unproven].map(({ target }: { target: string }) => target);
  assert.ok(judged.includes("weak"));
  assert.ok(code === 0 || code === 1);
});

test("`assay compare` puts two answers side by side, and fails only when both do", async (context) => {
  const cwd = project(context);
  const { code, stdout, stderr } = await runCli(["compare", "weak", "good", "--prompt", "count"], { cwd });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /beta\s+│ alpha beta gamma/);
  const one = await runCli(["compare", "broken", "good", "--format", "workshop"], { cwd });
  assert.equal(one.code, 0);
  const rows = JSON.parse(one.stdout.slice(one.stdout.indexOf("\n")));
  assert.ok("error" in rows[0]);
  assert.equal(rows[1].tokens, 3);
  const both = await runCli(["compare", "broken", "./missing.gguf"], { cwd });
  assert.equal(both.code, 1);
});
