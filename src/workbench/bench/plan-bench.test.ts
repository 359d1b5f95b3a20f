import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { readWorkspace } from "../workspace.ts";
import { planBench } from "./plan-bench.ts";

const MICRO = "models/assay-notes-micro-q4_0.gguf";

async function promptsFor(
  context: TestContext,
  names: readonly string[],
  files: Readonly<Record<string, string>> = {},
) {
  const directory = makeFolder(context, files);
  copyFileSync(MICRO, join(directory, "other.gguf"));
  const workspace = await readWorkspace({ directory, env: { ASSAY_HOME: join(directory, "home") } });
  return (await planBench(names, workspace.settings, workspace)).prompts;
}

test("`planBench()` takes the work notes where nobody named prompts", async (context) => {
  assert.equal((await promptsFor(context, ["./other.gguf"])).source, "work-notes");
  assert.equal((await promptsFor(context, ["notes-micro:q4_0", "./other.gguf"])).source, "work-notes");
});

test("`planBench()` takes the meeting notes for the demonstration models alone", async (context) => {
  assert.equal((await promptsFor(context, ["notes-micro:*", "notes-mini"])).source, "meeting-notes");
});

test("`planBench()` prefers the prompts beside the models to any built-in set, and what is set to both", async (context) => {
  const models = JSON.stringify({ models: { mine: { file: "other.gguf" } }, prompts: ["One?", "Two?"] });
  assert.equal((await promptsFor(context, ["mine"], { "models.json": models })).prompts.length, 2);
  const assay = JSON.stringify({ prompts: "workshop-b" });
  const both = await promptsFor(context, ["mine"], { "models.json": models, "assay.json": assay });
  assert.equal(both.source, "workshop-b");
});

test("`planBench()` refuses facets that could never be found, before anything is measured", async (context) => {
  const prompts = (facet: unknown) => JSON.stringify([{ id: "menu", prompt: "What is for lunch?", facets: [facet] }]);
  const settings = JSON.stringify({ prompts: "prompts.json" });
  const ways = Array.from({ length: 30 }, (_, index) => `way ${index}`);
  for (const facet of ["...", ["Helen", "--"], { not: "?!" }, [{ any: ways }, { any: ways }]])
    await assert.rejects(
      promptsFor(context, ["notes-micro"], { "assay.json": settings, "prompts.json": prompts(facet) }),
      { code: "invalid-input", message: /^Prompt "menu": A / },
      JSON.stringify(facet),
    );
});
