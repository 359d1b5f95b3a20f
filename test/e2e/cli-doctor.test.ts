import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding } from "../../src/workbench/doctor/finding.ts";
import { startOpenAiServer } from "../fixtures/openai-server/start-openai-server.ts";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

async function doctor(cwd: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const { stdout, stderr, code } = await runCli(["doctor", "--json", ...args], { cwd, env });
  assert.equal(stderr, "");
  const { findings } = JSON.parse(stdout) as { findings: readonly Finding[] };
  return { code, find: (subject: string) => findings.filter((finding) => finding.subject === subject) };
}

test("`assay doctor` finds everything in order in an empty folder, and the shipped models answer", async (context) => {
  const { code, find } = await doctor(makeFolder(context));
  assert.equal(code, 0);
  for (const model of ["notes-micro:q4_0", "notes-micro:q8_0", "notes-mini:q4_0", "notes-mini:q8_0"]) {
    const [finding] = find(model);
    assert.equal(finding?.status, "ok", finding?.message);
    assert.match(finding?.message ?? "", /digest as shipped; loads in .*, answers in .*, \d token/);
  }
  assert.match(find("gguf")[0]?.message ?? "", /llama\.cpp \d+\.\d+\.\d+\S* on the CPU/);
});

test("`assay doctor` tells problems from warnings, and where settings come from", async (context) => {
  await using server = await startOpenAiServer({ models: ["phi-4-mini"] });
  const models = {
    gone: { file: "gone.gguf" },
    bare: {},
    mine: { adapter: { module: "mine.ts" } },
    "phi-4-mini": { endpoint: { baseUrl: server.baseUrl, model: "phi-4-mini" } },
    "other-phi": { endpoint: { baseUrl: "http://127.0.0.1:9/v1" } },
  };
  const cwd = makeFolder(context, {
    "models.json": JSON.stringify({ ...models, "notes-micro": { script: { tokens: ["a"] } }, "notes-mini": {} }),
    "mine.ts": "export const generate = () => 'hi';",
    "assay.json": '{ "rounds": 7 }',
    ".env": "BENCH_MAX_TOKENS=99 # few\n",
  });
  const { code, find } = await doctor(cwd, ["--ask-project"]);
  assert.equal(code, 1);
  const states = ["gone", "bare", "mine", "phi-4-mini", "other-phi", "127.0.0.1:9", new URL(server.baseUrl).host];
  assert.deepEqual(
    states.map((subject) => find(subject).map(({ status }) => status)),
    [["problem"], ["warning"], ["warning"], ["ok"], ["warning"], ["problem"], ["ok"]],
  );
  const asked = server.requests.length;
  const quiet = await doctor(cwd);
  assert.equal(server.requests.length, asked);
  assert.match(quiet.find("phi-4-mini")[0]?.message ?? "", /not asked, as only this project names its endpoint/);
  assert.match(quiet.find(new URL(server.baseUrl).host)[0]?.hints?.join() ?? "", /assay doctor --ask-project/);
  assert.match(find("mine")[0]?.hints?.join() ?? "", /assay trust/);
  assert.match(find("rounds")[0]?.message ?? "", /^7 from .*assay\.json$/);
  assert.match(find("maxTokens")[0]?.message ?? "", /^99 from BENCH_MAX_TOKENS in .*\.env:1$/);
});

test("`assay doctor` goes on where a settings file is broken", async (context) => {
  const cwd = makeFolder(context, { "assay.json": '{ "round": 3 }', "models.json": "[" });
  const { code, stdout } = await runCli(["doctor", "--no-probe"], { cwd, env: { NO_COLOR: "1" } });
  assert.equal(code, 1);
  assert.match(stdout, /problem\s+file\s+.*assay\.json/);
  assert.match(stdout, /problem\s+file\s+.*models\.json/);
  assert.match(stdout, /ok\s+state/);
  assert.match(stdout, /2 problems/);
  assert.ok(!stdout.includes(String.fromCharCode(27)), "no colours");
});
