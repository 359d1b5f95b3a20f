import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type TestContext, test } from "node:test";
import { coarsenWeights } from "../fixtures/gguf/alter-gguf.ts";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

const MICRO = resolve("models/assay-notes-micro-q8_0.gguf");
const PROMPT =
  "Write a summary of the meeting in two sentences.\n\nNotes:\nProject Lehe - meeting on Friday\n* We decided to choose Gonati as the vendor.\n* Clara: I will draft the release notes by November 14.";

/** A folder in which no llama-server and no Foundry Local are found, whatever the machine has. */
function openFolder(context: TestContext) {
  const cwd = makeFolder(context, { "prompts.json": JSON.stringify([PROMPT]) });
  const flags = ["--prompts", "prompts.json", "--rounds", "0"];
  const run = (...args: string[]) => runCli(["same", MICRO, ...args, ...flags], { cwd, env: { PATH: cwd } });
  return { cwd, run };
}

test("`assay same` says what is the same, writes its reports, and exits by it when asked", async (context) => {
  const { cwd, run } = openFolder(context);
  writeFileSync(join(cwd, "copy.gguf"), readFileSync(MICRO));
  const alike = await run("--with", "copy.gguf", "--exit-code");
  assert.equal(alike.code, 0, alike.stderr);
  assert.match(alike.stdout, /Reference: assay-notes-micro-q8_0/);
  assert.match(alike.stdout, /copy: Same: /);
  const page = /report: (\S+)/.exec(alike.stderr)?.[1] ?? "";
  assert.match(readFileSync(join(cwd, page), "utf8"), /One model in several runtimes/);
  assert.match(readFileSync(join(cwd, page.replace(/html$/, "md")), "utf8"), /\*\*Same: /);

  writeFileSync(join(cwd, "coarse.gguf"), coarsenWeights(MICRO, 64));
  const coarse = await run("--with", "coarse.gguf", "--exit-code", "--json");
  assert.equal(coarse.code, 1, coarse.stderr);
  assert.equal(JSON.parse(coarse.stdout).comparisons[0].verdict.type, "weights");
});

test("`assay same` with one runtime says which flag adds another", async (context) => {
  const { code, stderr } = await openFolder(context).run();
  assert.equal(code, 2);
  assert.match(stderr, /Only one runtime .*\n(.*\n)*llama-server: /);
  assert.match(stderr, /--with <model>/);
});
