import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { createRunStore } from "../../src/store/create-run-store.ts";
import { exampleRun, exampleSample } from "../../src/store/fixtures/example-run.ts";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

test("`assay annotate` exports, imports and shows, and says what to type where something is missing", async (context) => {
  const cwd = makeFolder(context);
  const store = createRunStore({ directory: join(cwd, "runs") });
  const writer = await store.create(exampleRun());
  for (const [index, prompt] of ["p1", "p2"].entries())
    await writer.append({ ...exampleSample(index), prompt, text: `Answer ${index}.` });
  await writer[Symbol.asyncDispose]();
  const { id } = writer.run;

  const empty = await runCli(["annotate", "show", id], { cwd });
  assert.match(empty.stderr, /nobody has scored .*: assay annotate export/);
  const wrong = await runCli(["annotate", "export", id, "--criteria", "brevitty"], { cwd });
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /Did you mean brevity/);
  for (const args of [
    ["--pairs", "--criteria", "brevity"],
    ["--most", "3"],
  ]) {
    const idle = await runCli(["annotate", "export", id, ...args], { cwd });
    assert.deepEqual([idle.code, /pairs/.test(idle.stderr)], [2, true]);
  }
  const exported = await runCli(["annotate", "export", id, "--criteria", "brevity", "--output", "ann.csv"], { cwd });
  assert.equal(exported.code, 0, exported.stderr);

  const file = join(cwd, "ann.csv");
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(/,,\r\n/g, ",4,\r\n"));
  const nobody = await runCli(["annotate", "import", id, "ann.csv"], { cwd });
  assert.equal(nobody.code, 2);
  assert.match(nobody.stderr, /--by Ann/);
  for (const by of ["Ann", "Bob"]) {
    const imported = await runCli(["annotate", "import", id, "ann.csv", "--by", by, "--json"], { cwd });
    assert.deepEqual(JSON.parse(imported.stdout), { run: id, by, added: 2, changed: 0, same: 0, notices: [] });
  }

  const shown = await runCli(["annotate", "show", id], { cwd });
  assert.match(shown.stdout, /Ann: 2 of 2 answers, 2 scores/);
  assert.match(shown.stdout, /notes-mini:q8_0 +brevity +4\.00 +- +2/);
  assert.match(shown.stdout, /Ann, Bob +- +- +- +100% \/ 100% +2/);
  const { agreement } = JSON.parse((await runCli(["annotate", "show", id, "--json"], { cwd })).stdout);
  assert.equal(agreement[0].alpha, undefined);
});

test("`assay annotate` does the same with two answers side by side", async (context) => {
  const cwd = makeFolder(context);
  const writer = await createRunStore({ directory: join(cwd, "runs") }).create(exampleRun());
  for (const [index, [target, prompt]] of [
    ["notes-mini:q8_0", "p1"],
    ["remote", "p1"],
    ["notes-mini:q8_0", "p2"],
    ["remote", "p2"],
  ].entries())
    await writer.append({
      ...exampleSample(index),
      prompt: prompt ?? "",
      target: target ?? "",
      text: `Answer ${index}.`,
    });
  await writer[Symbol.asyncDispose]();
  const { id } = writer.run;
  const exported = await runCli(["annotate", "export", id, "--pairs", "--output", "ann.csv"], { cwd });
  assert.match(exported.stderr, /2 of 2 pairs to compare/);
  const file = join(cwd, "ann.csv");
  const stub = readFileSync(file, "utf8");
  assert.match(stub, /^\uFEFFpair,prompt,left,right,choice,note\r\n/);
  assert.doesNotMatch(stub, /remote|notes-mini/);
  writeFileSync(file, stub.replaceAll(/,,\r\n/g, ",Left,\r\n"));
  for (const by of ["Ann", "Bob"]) {
    const imported = await runCli(["annotate", "import", id, "ann.csv", "--by", by, "--json"], { cwd });
    assert.deepEqual(JSON.parse(imported.stdout), { run: id, by, added: 2, changed: 0, same: 0, notices: [] });
  }
  const shown = await runCli(["annotate", "show", id], { cwd });
  assert.match(shown.stdout, /Ann: 2 pairs, Bob: 2 pairs/);
  assert.match(shown.stdout, /notes-mini:q8_0 +remote +\d+ % +\d +\d +0 +2/);
  assert.match(shown.stdout, /left answer was chosen in 4 of 4 choices/);
});
