import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { startHub } from "../../../test/fixtures/hub/start-hub.ts";
import { writeRun } from "../../../test/fixtures/runs/write-run.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import type { ModelCard } from "../../core/model-card.ts";
import { toCardMarkdown } from "../../report/card/to-card-markdown.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { planTargets } from "../bench/plan-targets.ts";
import { addModel } from "../model/add-model.ts";
import { describeModels } from "../model/describe-model.ts";
import { exportModel } from "../model/export-model.ts";
import { readWorkspace, type Workspace } from "../workspace.ts";

const MICRO = "models/assay-notes-micro-q4_0.gguf";
const MINI = "models/assay-notes-mini-q4_0.gguf";

describe("a model's card", () => {
  it("holds figures with n and interval, and nobody's names or paths", async (test) => {
    const { card, folder } = await measure(test);
    assert.deepEqual([card.target, card.samples, card.failed, card.prompts.count], ["notes-micro:q4_0", 12, 0, 12]);
    assert.deepEqual(
      [card.quality?.value, card.quality?.n, card.quality?.of, card.quality?.source],
      [1, 12, "prompts", "facets"],
    );
    assert.equal(card.figures.ttft?.n, 12);
    const text = JSON.stringify(card) + toCardMarkdown(card);
    for (const secret of [folder, hostname(), userInfo().username, "made-up", process.cwd(), "/models/"])
      assert.ok(!text.includes(secret), secret);
  });

  it("is shown as measured elsewhere by whoever adds the model from a folder, and apart from what is measured there", async (test) => {
    const { card } = await measure(test);
    const there = await open(makeFolder(test));
    const added = await addModel(placeModel(there, card), there);
    assert.equal(added.card?.card.run, card.run);
    const store = createRunStore({ directory: resolve(there.directory, "runs") });
    const [described] = await describeModels("m", there, { store });
    assert.deepEqual([described?.measuredElsewhere?.card.quality?.value, described?.measuredHere], [1, undefined]);
    // A verdict rests on runs, and there is none.
    assert.deepEqual(await Array.fromAsync(store.list()), []);
  });

  it("is shown no more when the file becomes another one", async (test) => {
    const { card } = await measure(test);
    const there = await open(makeFolder(test));
    const model = placeModel(there, card);
    await addModel(model, there);
    copyFileSync(MINI, model);
    const [described] = await describeModels("m", there);
    assert.equal(described?.measuredElsewhere, undefined);
  });

  it("is read from a repository, and refused where it is of another file", async (test) => {
    const { card } = await measure(test);
    const files = { "m-Q4_0.gguf": readFileSync(MICRO), "assay-card.json": bytes([other(card), card]) };
    await using hub = await startHub({
      repos: [
        { id: "a/right", files },
        { id: "a/wrong", files: { ...files, "assay-card.json": bytes(other(card)) } },
      ],
    });
    const there = await open(makeFolder(test), hub.url);
    const right = await addModel("a/right", there);
    assert.deepEqual([right.card?.from, right.warnings], ["a/right", []]);
    const [described] = await describeModels("right", there);
    assert.equal(described?.measuredElsewhere?.from, "a/right");
    const wrong = await addModel("a/wrong", there);
    assert.equal(wrong.card, undefined);
    assert.match(wrong.warnings[0]?.message ?? "", /is not this model's: it describes a file with the SHA-256 0000/);
  });

  it("travels in an exported entry, which is taken without it where it is wrong", async (test) => {
    const { entry, card } = await measure(test);
    const there = await open(makeFolder(test));
    const file = join(there.directory, "m.gguf");
    copyFileSync(MICRO, file);
    const take = async (alias: string, changed: unknown) => {
      const path = join(there.directory, `${alias}.json`);
      writeFileSync(path, JSON.stringify({ ...entry, alias, card: changed }));
      return addModel(path, there, { file });
    };
    assert.equal((await take("good", card)).card?.card.run, card.run);
    const { card: none, warnings } = await take("bad", { ...card, samples: -1 });
    assert.deepEqual([none, warnings.length], [undefined, 1]);
  });

  const FORGED: Readonly<Record<string, readonly [(card: ModelCard) => unknown, RegExp]>> = {
    "has impossible figures": [(card) => ({ ...card, quality: { ...card.quality, value: 1.2 } }), /quality\.value/],
    "has an interval beside its value": [
      (card) => ({ ...card, quality: { ...card.quality, low: 0.1, high: 0.2 } }),
      /an interval that holds its value/,
    ],
    "has figures without a number of units": [
      (card) => ({ ...card, figures: { ttft: { value: 3, of: "requests", statistic: "median" } } }),
      /ttft\.n/,
    ],
    "has words that a terminal acts on": [
      (card) => ({ ...card, machine: { ...card.machine, cpuModel: "\u001b[2JFast <b>CPU" } }),
      /cpuModel/,
    ],
    "has keys that no card has": [(card) => ({ ...card, verdict: "take" }), /"verdict"|verdict/],
    "is of tomorrow's tomorrow": [(card) => ({ ...card, createdAt: "2999-01-01T00:00:00Z" }), /yet to come/],
    "is huge": [() => "x".repeat(600_000), /600002 bytes, and a card has 524288 at most/],
    "is deep": [() => JSON.parse(`${"[".repeat(200)}${"]".repeat(200)}`), /levels deep/],
    "is nothing": [() => null, /not used/],
  };
  for (const [how, [forge, reason]] of Object.entries(FORGED))
    it(`is refused with its reason where it ${how}`, async (test) => {
      const { card } = await measure(test);
      const there = await open(makeFolder(test));
      const { card: taken, warnings } = await addModel(placeModel(there, forge(card)), there);
      assert.equal(taken, undefined);
      assert.match(warnings[0]?.message ?? "", reason);
      assert.throws(() => readdirSync(join(there.locations.state, "cards")), /ENOENT/);
    });
});

const PROMPTS = Array.from({ length: 12 }, (_, index) => ({ id: `p${index}`, prompt: `${index}?`, facets: ["Ann"] }));

/** The card that a made-up run of notes-micro:q4_0 gives. */
async function measure(test: TestContext) {
  const folder = makeFolder(test);
  const here = await open(folder);
  const store = createRunStore({ directory: resolve(folder, "runs") });
  const targets = await planTargets(["notes-micro:q4_0"], here);
  await writeRun({ store, targets, prompts: PROMPTS, answer: () => "Ann." });
  const { entry, card } = await exportModel("notes-micro:q4_0", here, { store });
  assert.ok(card);
  return { entry, card, folder };
}

function open(folder: string, endpoint = "http://127.0.0.1:9"): Promise<Workspace> {
  const env = { ASSAY_HOME: join(folder, "home"), HF_HOME: join(folder, "hf"), HF_ENDPOINT: endpoint };
  return readWorkspace({ directory: folder, env });
}

/** A folder with a model and a card beside it; returns the path of the model. */
function placeModel({ directory }: Workspace, card: unknown): string {
  const folder = join(directory, "from-a-friend");
  mkdirSync(folder);
  copyFileSync(MICRO, join(folder, "m.gguf"));
  writeFileSync(join(folder, "assay-card.json"), JSON.stringify(card));
  return join(folder, "m.gguf");
}

function other(card: ModelCard): ModelCard {
  return { ...card, file: { ...card.file, sha256: "0".repeat(64) } };
}

function bytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
