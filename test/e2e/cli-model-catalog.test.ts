import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { startHub } from "../fixtures/hub/start-hub.ts";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

const TINY = "Qwen/Qwen2.5-0.5B-Instruct-GGUF";

/** A hub that has the shipped models, and one of them under a name of the built-in catalog. */
function startOurHub() {
  const model = readFileSync("models/assay-notes-micro-q4_0.gguf");
  const text = (words: string) => new TextEncoder().encode(words);
  return startHub({
    repos: [
      {
        id: TINY,
        licence: "apache-2.0",
        tags: ["gguf"],
        downloads: 12_345,
        files: { "qwen2.5-0.5b-instruct-q4_k_m.gguf": model, LICENSE: text("You may do\nwhat you like.\u001b[2J") },
      },
      { id: "some/gated-GGUF", licence: "llama3.2", gated: "manual", tags: ["gguf"], files: { "m-Q4_0.gguf": model } },
      { id: "some/other-GGUF", licence: "cc-by-nc-4.0", tags: ["gguf"], files: { "m-Q4_0.gguf": model } },
    ],
  });
}

async function run(
  context: TestContext,
  args: readonly string[],
  env: Record<string, string>,
  cwd = makeFolder(context),
) {
  const { code, stdout, stderr } = await runCli(args, { cwd, env });
  return { code, stdout, stderr, json: () => JSON.parse(stdout) };
}

test("`assay model search` tells licence, best file, size and fit, and filters", async (context) => {
  await using hub = await startOurHub();
  const env = { HF_ENDPOINT: hub.url };
  const all = await run(context, ["model", "search", "gguf"], env);
  assert.equal(all.code, 0, all.stderr);
  assert.match(all.stdout, /^Qwen\/Qwen2\.5-0\.5B-Instruct-GGUF\s+12 k\s+apache-2\.0\s+q4_k_m\s+1\.13 MB\s+yes$/m);
  assert.match(all.stdout, /some\/other-GGUF\s+0\s+cc-by-nc-4\.0 \(nc\)/);
  assert.match(
    all.stderr,
    /\(gated\) accept the licence on the model's page first, then set HF_TOKEN:\nhttp.*some\/gated-GGUF/,
  );
  const commercial = await run(context, ["model", "search", "gguf", "--licence", "commercial", "--json"], env);
  assert.deepEqual(
    commercial.json().models.map(({ repo }: { repo: string }) => repo),
    [TINY],
  );
  const small = await run(context, ["model", "search", "gguf", "--max-size", "1MB", "--json"], env);
  assert.deepEqual(small.json().models, []);
  for (const flag of [
    ["--format", "zip"],
    ["--max-size", "big"],
    ["--limit", "0"],
  ])
    assert.equal((await run(context, ["model", "search", "x", ...flag], env)).code, 2, flag.join(" "));
  const silent = await run(context, ["model", "search", "x"], {
    HF_ENDPOINT: "http://127.0.0.1:9",
    HF_HUB_OFFLINE: "1",
  });
  assert.equal(silent.code, 1);
  assert.match(silent.stderr, /hint:/);
});

test("`assay model info` tells whether a model fits before it is downloaded, its licence and its template", async (context) => {
  await using hub = await startOurHub();
  const env = { HF_ENDPOINT: hub.url };
  const info = await run(context, ["model", "info", "qwen2.5-0.5b"], env);
  assert.equal(info.code, 0, info.stderr);
  assert.match(info.stdout, /state\s+not downloaded; type: assay model download qwen2\.5-0\.5b:q4_k_m/);
  assert.match(info.stdout, /served as\s+qwen2\.5-0\.5b-instruct-generic-cpu:1/);
  assert.match(info.stdout, /fits\s+yes, with 1024 tokens of context/);
  assert.match(info.stdout, /context\s+1 user\s+2 users\s+4 users\s+8 users\s+16 users\n\s+1024\s+145 MB/);
  const licence = await run(context, ["model", "info", "qwen2.5-0.5b", "--license"], env);
  assert.match(licence.stdout, /commercial use\s+permitted[\s\S]*You may do\nwhat you like\.\[2J\n/);
  const template = await run(context, ["model", "info", "notes-mini", "--template"], env);
  assert.match(template.stdout, /\{%/);
  const gone = await run(context, ["model", "info", "phi-4"], env);
  assert.equal(gone.code, 1);
  assert.match(gone.stdout, /phi-4-GGUF[\s\S]*error:/);
});

test("`assay model add`, `list`, `export` and `remove` go together", async (context) => {
  await using hub = await startOurHub();
  const env = { HF_ENDPOINT: hub.url };
  const cwd = makeFolder(context);
  const added = await run(context, ["model", "add", TINY, "--alias", "tiny", "--project"], env, cwd);
  assert.equal(added.code, 0, added.stderr);
  assert.match(added.stdout, /tiny is registered in .*models\.json/);
  const listed = await run(context, ["model", "list", "--filter", "alias=tiny"], env, cwd);
  assert.match(listed.stdout, /^tiny\s+1\.13 MB\s+1024\s+-\s+apache-2\.0/m);
  assert.equal((await run(context, ["model", "list", "--cached", "--filter", "alias=tiny"], env, cwd)).stdout, "");
  assert.equal((await run(context, ["model", "list", "--filter", "size=1"], env, cwd)).code, 2);
  const exported = await run(context, ["model", "export", "tiny", "--output", "entry.json"], env, cwd);
  assert.equal(exported.code, 0, exported.stderr);
  assert.equal(JSON.parse(readFileSync(join(cwd, "entry.json"), "utf8")).file.from, "hub");
  const again = await run(context, ["model", "add", "entry.json"], env, cwd);
  assert.equal(again.code, 2);
  assert.match(again.stderr, /the project's models\.json has it/);
  assert.equal((await run(context, ["model", "remove", "tiny", "--project"], env, cwd)).code, 0);
  assert.equal((await run(context, ["model", "remove", "tiny", "--project"], env, cwd)).code, 2);
  const model = await run(context, ["model", "run", "qwen2.5-0.5b", "--prompt", "hi"], env, cwd);
  assert.equal(model.code, 1);
  assert.match(model.stderr, /not downloaded[\s\S]*assay model download qwen2\.5-0\.5b:q4_k_m/);
});

test("`assay model export` carries the figures of the newest run", async (context) => {
  const cwd = makeFolder(context, {
    "models.json": JSON.stringify({ far: { endpoint: { baseUrl: "http://h", model: "x" } } }),
  });
  const bench = [
    "bench",
    "notes-micro:q4_0",
    "--prompt",
    "Say hi.",
    "--rounds",
    "2",
    "--max-tokens",
    "4",
    "--threads",
    "1",
  ];
  const run = await runCli(bench, { cwd });
  assert.equal(run.code, 0, run.stderr);
  const { stdout, stderr } = await runCli(["model", "export", "notes-micro:q4_0"], { cwd });
  const { card } = JSON.parse(stdout);
  assert.equal(card.target, "notes-micro:q4_0");
  assert.ok(card.figures.ttft.value > 0 && card.machine.cpuCount > 0);
  assert.match(stderr, /with the figures of/);
  const other = JSON.parse((await runCli(["model", "export", "far"], { cwd })).stdout);
  assert.deepEqual([other.card, other.model.endpoint.baseUrl], [undefined, "http://h/v1"]);
});
