import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { type TestContext, test } from "node:test";
import { sampleOf } from "../../../test/fixtures/bench/scripted-plan.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import type { LoadedModel } from "../../core/engine.ts";
import type { JournalEntry } from "../../core/run.ts";
import { createEngines } from "../create-engines.ts";
import { readWorkspace } from "../workspace.ts";
import { findMeaningModel, measureMeanings } from "./measure-meanings.ts";

const MICRO = resolve("models/assay-notes-micro-q4_0.gguf");
const MICRO_Q8 = resolve("models/assay-notes-micro-q8_0.gguf");
const PROMPTS = [
  { id: "a", prompt: "?", facets: [{ means: "the launch moves" }] },
  { id: "b", prompt: "?", facets: ["plain"] },
];

/** A project whose embedding model is a file of ours, run by an engine that counts what it embeds. */
async function openProject(context: TestContext, entry: object) {
  const models = JSON.stringify({ models: { "all-minilm-l6-v2": entry } });
  const directory = makeFolder(context, { "models.json": models });
  const workspace = await readWorkspace({ directory, env: { ASSAY_HOME: join(directory, "home") } });
  const embedded: string[] = [];
  const loaded = {
    embedding: {
      id: "stub",
      embed: async (texts: readonly string[]) => {
        embedded.push(...texts);
        return {
          vectors: texts.map((text) => Float32Array.of(1, text.length)),
          usage: { promptTokens: 0, source: "engine" },
        };
      },
      [Symbol.asyncDispose]: async () => {},
    },
    [Symbol.asyncDispose]: async () => {},
  } as unknown as LoadedModel;
  const real = createEngines(workspace);
  const gguf = { ...real.gguf, probe: async () => ({ available: true, devices: [] }), load: async () => loaded };
  return { context: { engines: { ...real, gguf }, workspace }, embedded };
}

const answer = (prompt: string, text: string): JournalEntry =>
  sampleOf([1, 2], { cell: `t/${prompt}/${text}`, target: "t", prompt, round: 1, text });

test("`measureMeanings()` compares each part once, and goes on where a run was stopped", async (context) => {
  const project = await openProject(context, { file: MICRO });
  const entries = [answer("a", "It slips. It is late."), answer("b", "Not compared.")];
  const first = await measureMeanings(PROMPTS, entries, project.context);
  assert.deepEqual(project.embedded.toSorted(), ["It is late.", "It slips.", "the launch moves"]);
  assert.deepEqual(
    first.flatMap(({ values }) => values.map(({ part }) => part)),
    ["It slips.", "It is late."],
  );
  assert.deepEqual(await measureMeanings(PROMPTS, [...entries, ...first], project.context), []);
  const more = [...entries, ...first, answer("a", "Something new.")];
  assert.deepEqual(
    (await measureMeanings(PROMPTS, more, project.context)).flatMap(({ values }) => values.map(({ part }) => part)),
    ["Something new."],
  );
});

test("`measureMeanings()` compares again when the model or the meaning is another", async (context) => {
  const before = await openProject(context, { file: MICRO });
  const entries = [answer("a", "It slips.")];
  const first = await measureMeanings(PROMPTS, entries, before.context);
  const after = await openProject(context, { file: MICRO_Q8 });
  const second = await measureMeanings(PROMPTS, [...entries, ...first], after.context);
  assert.notEqual(second[0]?.model, first[0]?.model);
  const other = [{ id: "a", prompt: "?", facets: [{ means: "the launch is late" }] }];
  assert.equal((await measureMeanings(other, [...entries, ...first], before.context)).length, 1);
});

test("`measureMeanings()` loads no model where no prompt asks for it", async (context) => {
  const project = await openProject(context, { file: "gone.gguf" });
  assert.deepEqual(await measureMeanings(PROMPTS.slice(1), [answer("b", "Plain.")], project.context), []);
  assert.equal(await findMeaningModel(PROMPTS.slice(1), project.context), undefined);
});

test("`findMeaningModel()` says how to get the model", async (context) => {
  const hub = { repo: "second-state/All-MiniLM-L6-v2-Embedding-GGUF", file: "all-MiniLM-L6-v2-Q8_0.gguf" };
  const project = await openProject(context, { capabilities: ["embedding"], hub });
  await assert.rejects(findMeaningModel(PROMPTS, project.context), {
    code: "model-missing",
    message: /facets by meaning.*not downloaded yet/,
    hint: /assay model download all-minilm-l6-v2/,
  });
});
