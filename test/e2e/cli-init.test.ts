import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

test("`assay init` makes a project that `assay bench` runs as it is", async (context) => {
  const cwd = makeFolder(context);
  const made = await runCli(["init", "project", "--json"], { cwd });
  assert.equal(made.code, 0, made.stderr);
  assert.deepEqual(JSON.parse(made.stdout).written, ["models.json", "prompts.json", "assay.json"]);
  const project = join(cwd, "project");
  const bench = await runCli(["bench", "--no-cold-load", "--no-calibration", "--rounds", "1", "--json"], {
    cwd: project,
  });
  assert.equal(bench.code, 0, bench.stderr);
  const run = join(project, "runs", readdirSync(join(project, "runs"))[0] ?? "", "run.json");
  const { plan } = JSON.parse(readFileSync(run, "utf8"));
  assert.deepEqual([plan.targets.length, plan.prompts.name, plan.prompts.prompts.length], [4, "my-prompts", 3]);
});

test("`assay init` leaves what is there as it is, unless forced", async (context) => {
  const cwd = makeFolder(context, { "models.json": "{}", ".gitignore": "node_modules/\nruns/\n" });
  const first = await runCli(["init"], { cwd });
  assert.equal(first.code, 0);
  assert.match(first.stdout, /kept\s+models\.json .*--force/);
  assert.match(first.stdout, /written\s+prompts\.json/);
  assert.match(first.stdout, /assay bench/);
  assert.doesNotMatch(first.stdout, /\.gitignore/);
  assert.equal(readFileSync(join(cwd, "models.json"), "utf8"), "{}");
  writeFileSync(join(cwd, ".gitignore"), "node_modules/\n");
  const second = await runCli(["init", "--force"], { cwd });
  assert.match(second.stdout, /written\s+models\.json[\s\S]*\.gitignore/);
  assert.match(readFileSync(join(cwd, "models.json"), "utf8"), /notes-mini/);
});

test("`assay init` writes the same files on every machine, with schemas that an editor finds beside them", async (context) => {
  const cwd = makeFolder(context);
  assert.equal((await runCli(["init", "a"], { cwd })).code, 0);
  assert.equal((await runCli(["init", "elsewhere/b"], { cwd })).code, 0);
  for (const name of ["models.json", "prompts.json", "assay.json"]) {
    const text = readFileSync(join(cwd, "a", name), "utf8");
    assert.equal(readFileSync(join(cwd, "elsewhere/b", name), "utf8"), text);
    const schema = JSON.parse(readFileSync(join(cwd, "a", JSON.parse(text).$schema), "utf8"));
    assert.match(schema.$schema, /json-schema\.org/);
  }
});
