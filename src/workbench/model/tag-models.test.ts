import assert from "node:assert/strict";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { writeRun } from "../../../test/fixtures/runs/write-run.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import type { Prompt } from "../../core/prompt.ts";
import type { TargetPlan } from "../../core/run.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { planTargets } from "../bench/plan-targets.ts";
import { readContext, resolveName } from "../resolve-name.ts";
import { readWorkspace } from "../workspace.ts";
import { listEntriesOf } from "./list-catalog.ts";
import { readCapabilities } from "./read-capabilities.ts";
import { tagModels } from "./tag-models.ts";

const OPTIONS = { floor: 0.7, leastPrompts: 8 };
const FACETS = ["Ann", "Friday", "budget", "Oslo"];
const PROMPTS: readonly Prompt[] = ["summary", "actions"].flatMap((task) =>
  Array.from({ length: 14 }, (_, index) => ({
    id: `${task}-${index}`,
    prompt: `${task} ${index}?`,
    task,
    facets: FACETS,
  })),
);
const ALL = "Ann said that by Friday the budget of Oslo is done.";

describe("tagModels()", () => {
  it("states the tasks that the run carries, with the evidence beside them, and nothing else", async (test) => {
    const here = await place(test, { summary: ALL, actions: "Ann." });
    const { models, isWritten } = await tagModels("latest", here.workspace, { ...OPTIONS, store: here.store });
    assert.deepEqual(
      models[0]?.findings.map(({ task, state, n }) => [task, state, n]),
      [
        ["summary", "carried", 14],
        ["actions", "below", 14],
      ],
    );
    assert.equal(isWritten, true);
    const written = here.read();
    assert.deepEqual(written["notes-micro"].capabilities, ["chat", "summary"]);
    const [evidence, ...others] = written["notes-micro"].measured;
    assert.equal(others.length, 0);
    assert.deepEqual(
      [evidence.task, evidence.variant, evidence.run, evidence.n, evidence.value, evidence.floor, evidence.date],
      ["summary", "q4_0", "2026-03-14T09-31-07-made-up", 14, 1, 0.7, "2026-03-14"],
    );
    assert.ok(evidence.low >= 0.7 && evidence.level > 0.95);
    assert.equal(evidence.machine, "linux x64, 8 threads of AMD Ryzen 7 7840U, 16 GiB");
    assert.match(evidence.model + evidence.prompts, /^[0-9a-f]{128}$/);
  });

  it("writes nothing on a dry run, and nothing new the second time", async (test) => {
    const here = await place(test, { summary: ALL, actions: ALL });
    const before = here.text();
    const dry = await tagModels("latest", here.workspace, { ...OPTIONS, store: here.store, dryRun: true });
    assert.deepEqual([dry.isWritten, here.text()], [false, before]);
    await tagModels("latest", here.workspace, { ...OPTIONS, store: here.store });
    const once = here.text();
    const second = await tagModels("latest", here.workspace, { ...OPTIONS, store: here.store });
    assert.deepEqual([second.isWritten, here.text()], [false, once]);
  });

  it("keeps what a person wrote, in the words and in the layout", async (test) => {
    const mine = '{ "models": {\n\t"notes-micro": { "capabilities": ["poems", "actions"],   "publisher": "me" } } }\n';
    const here = await place(test, { summary: ALL, actions: "Ann." }, { "models.json": mine });
    const { models } = await tagModels("latest", here.workspace, { ...OPTIONS, store: here.store });
    assert.deepEqual(models[0]?.contradicted, ["actions"]);
    assert.deepEqual(here.read()["notes-micro"].capabilities, ["poems", "actions", "summary"]);
    assert.ok(here.text().includes('"publisher": "me"') && here.text().startsWith('{ "models": {\n\t"notes-micro"'));
    await tagModels("latest", here.workspace, { ...OPTIONS, store: here.store, force: true });
    assert.deepEqual(here.read()["notes-micro"].capabilities, ["poems", "summary"]);
  });

  it("does not make a model the project's by its evidence", async (test) => {
    const here = await place(test, { summary: ALL, actions: ALL });
    await tagModels("latest", here.workspace, { ...OPTIONS, store: here.store });
    const listed = listEntriesOf(await readContext(here.workspace));
    assert.deepEqual(new Set(listed.map(({ origin }) => origin)), new Set(["built-in"]));
    const other = listed.find(({ id }) => id === "notes-micro:q8_0");
    assert.deepEqual([other?.capabilities, other?.measured], [["chat"], []]);
  });

  it("takes evidence for stale when the file is another one", async (test) => {
    const here = await place(test, { summary: ALL, actions: "Ann." }, { "models.json": OWN });
    copyFileSync("models/assay-notes-micro-q4_0.gguf", join(here.folder, "mine.gguf"));
    await here.measure("mine");
    await tagModels("latest", here.workspace, { ...OPTIONS, store: here.store });
    const known = async () => {
      const [model] = await resolveName("mine", here.workspace);
      assert.ok(model);
      return readCapabilities(model, here.workspace);
    };
    const before = await known();
    assert.deepEqual(
      [before.claimed, before.measured.map(({ task }) => task), before.stale],
      [["chat"], ["summary"], []],
    );
    copyFileSync("models/assay-notes-micro-q8_0.gguf", join(here.folder, "mine.gguf"));
    const after = await known();
    assert.deepEqual([after.claimed, after.measured, after.stale.length], [["chat"], [], 1]);
    const [again] = (await tagModels("latest", here.workspace, { ...OPTIONS, store: here.store })).models;
    assert.match(again?.refusal ?? "", /another one than the run has measured/);
  });

  it("says nothing of a task whose prompts were not all answered, or are few", async (test) => {
    const here = await place(test, { summary: undefined, actions: ALL });
    const { models } = await tagModels("latest", here.workspace, { ...OPTIONS, leastPrompts: 20, store: here.store });
    assert.deepEqual(
      models[0]?.findings.map(({ state, because }) => [state, because]),
      [
        ["open", "14 of its 14 prompts have no scored answer"],
        ["open", "14 prompts are too few: it takes 20"],
      ],
    );
    assert.equal(models[0]?.edit, undefined);
  });

  it("keeps the aliases of a plain list, and takes no word that stands for another ability", async (test) => {
    const here = await place(
      test,
      { summary: ALL, actions: ALL },
      { "models.json": '{ "models": ["other", "notes-micro"] }' },
    );
    const prompts = PROMPTS.map((prompt) => (prompt.task === "actions" ? { ...prompt, task: "tools" } : prompt));
    await writeRun({ ...here.run, id: "2026-03-18T00-00-00-tools", prompts });
    const { models } = await tagModels("latest", here.workspace, { ...OPTIONS, store: here.store });
    assert.match(models[0]?.findings.find(({ task }) => task === "tools")?.because ?? "", /another ability/);
    assert.deepEqual(Object.keys(here.read()), ["other", "notes-micro"]);
    assert.deepEqual(here.read()["notes-micro"].capabilities, ["chat", "summary"]);
  });

  it("refuses a run that is not complete, and one without tasks", async (test) => {
    const here = await place(test, { summary: ALL, actions: ALL });
    await writeRun({ ...here.run, id: "2026-03-15T00-00-00-part", status: "stopped" });
    await assert.rejects(tagModels("2026-03-15T00-00-00-part", here.workspace, { ...OPTIONS, store: here.store }), {
      code: "invalid-input",
      message: /not complete/,
    });
    const bare = PROMPTS.map(({ task: _, ...prompt }) => prompt);
    await writeRun({ ...here.run, id: "2026-03-16T00-00-00-bare", prompts: bare });
    await assert.rejects(tagModels("2026-03-16T00-00-00-bare", here.workspace, { ...OPTIONS, store: here.store }), {
      code: "invalid-input",
      message: /tells of no capability/,
    });
  });
});

const OWN = '{ "models": { "mine": { "file": "./mine.gguf", "capabilities": ["chat"] } } }';

/** A project with a run of notes-micro:q4_0 that answers each task with one text. */
async function place(
  test: TestContext,
  answers: Readonly<Record<string, string | undefined>>,
  files: Readonly<Record<string, string>> = {},
) {
  const folder = makeFolder(test, files);
  const workspace = await readWorkspace({ directory: folder, env: { ASSAY_HOME: join(folder, "home") } });
  const store = createRunStore({ directory: resolve(folder, "runs") });
  const answer = (_: string, prompt: string) => answers[prompt.split("-")[0] ?? ""];
  const targets: TargetPlan[] = await planTargets(["notes-micro:q4_0"], workspace);
  const run = { store, targets, prompts: PROMPTS, answer };
  await writeRun(run);
  const path = join(folder, "models.json");
  const text = () => (existsSync(path) ? readFileSync(path, "utf8") : "");
  return {
    folder,
    workspace,
    store,
    run,
    text,
    read: () => JSON.parse(text()).models,
    /** A newer run of another model. */
    measure: async (name: string) =>
      writeRun({ ...run, id: "2026-03-17T00-00-00-newer", targets: await planTargets([name], workspace) }),
  };
}
