import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createRunStore } from "../../src/store/create-run-store.ts";
import { writeRun } from "../fixtures/runs/write-run.ts";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

/** The small model writes long answers where it knows; the large one always knows. */
async function makeProject(t: Parameters<typeof makeFolder>[0], prompts: number) {
  const directory = await makeFolder(t);
  const script = { script: { tokens: ["x"] } };
  await writeFile(join(directory, "models.json"), JSON.stringify({ models: { tiny: script, big: script } }));
  const targets = ["tiny", "big"].map((id, index) => ({
    id,
    alias: id,
    engine: "fake",
    source: { type: "script", script: { tokens: ["x"] } } as const,
    device: "cpu" as const,
    sizeBytes: 1000 * (index + 1),
  }));
  const knows = (prompt: string) => Number(prompt) % 3 !== 0;
  await writeRun({
    store: createRunStore({ directory: join(directory, "runs") }),
    targets,
    prompts: Array.from({ length: prompts }, (_, index) => ({ id: `${index}`, prompt: "?", facets: ["Paris"] })),
    answer: (target, prompt) => (target === "big" || knows(prompt) ? "It is Paris, as far as I can tell." : "No."),
  });
  return directory;
}

test("a cascade that pays is told, saved under a name, and can be asked by it", async (t) => {
  const cwd = await makeProject(t, 60);
  const { code, stdout, stderr } = await runCli(["cascade", "latest", "--max-rate", "0.4", "--save", "asker"], { cwd });
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^Escalate where characters of tiny is below \d+(\.\d+)?: 33.3% of the prompts/);
  const written = JSON.parse(await readFile(join(cwd, "models.json"), "utf8"));
  const { small, large, promisedRate } = written.models.asker.pipeline.cascade;
  assert.deepEqual([small, large, promisedRate], ["tiny", "big", 0.333]);
  const asked = await runCli(["model", "run", "asker", "--prompt", "hi"], { cwd });
  assert.equal(asked.stdout.trim(), "x");
});

test("too few prompts recommend nothing, and then there is nothing to save", async (t) => {
  const cwd = await makeProject(t, 9);
  const { stdout } = await runCli(["cascade", "latest"], { cwd });
  assert.match(stdout, /^Take no cascade: no signal was shown to beat escalating by lot on these 9 prompts/);
  const saved = await runCli(["cascade", "latest", "--save", "asker"], { cwd });
  assert.equal(saved.code, 2);
  assert.match(saved.stderr, /There is no policy to save/);
});

test("a target that the run lacks, a share above 1 and a name that is taken are refused", async (t) => {
  const cwd = await makeProject(t, 60);
  const missing = await runCli(["cascade", "latest", "--small", "huge"], { cwd });
  assert.match(missing.stderr, /no target named "huge": it has tiny, big/);
  const share = await runCli(["cascade", "latest", "--max-rate", "3"], { cwd });
  assert.match(share.stderr, /a share from 0 to 1/);
  const taken = await runCli(["cascade", "latest", "--max-rate", "0.4", "--save", "big"], { cwd });
  assert.match(taken.stderr, /big is the name of a model already/);
});
