import assert from "node:assert/strict";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { type Hub, startHub } from "../../../test/fixtures/hub/start-hub.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { readWorkspace, type Workspace } from "../workspace.ts";
import { type AddOptions, addModel } from "./add-model.ts";
import { exportModel } from "./export-model.ts";
import { removeModel } from "./remove-model.ts";

const MICRO = "models/assay-notes-micro-q4_0.gguf";
const REPO = "assay/notes-mini-GGUF";

describe("addModel()", () => {
  it("registers a repository's best file, of the commit it has now, after a look at its header", async (test) => {
    await using hub = await startHub();
    const here = await place(test, hub);
    await assert.rejects(addModel(REPO, here), { code: "invalid-input", message: /notes-mini.* assay itself has it/ });
    const { alias, file, definition } = await addModel(REPO, here, { alias: "mine" });
    assert.deepEqual([alias, file], ["mine", join(here.locations.config, "models.json")]);
    assert.equal(definition.hub?.file, "assay-notes-mini-q4_0.gguf");
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")).models, { mine: definition });
  });

  it("takes --file as a path or a quantisation, owner/repo:quantisation, and pages of the hub", async (test) => {
    await using hub = await startHub();
    const here = await place(test, hub);
    const q8 = "assay-notes-mini-q8_0.gguf";
    const references: readonly (readonly [string, AddOptions])[] = [
      [REPO, { file: q8 }],
      [REPO, { file: "Q8_0" }],
      [`${REPO}:q8_0`, {}],
      [`https://huggingface.co/${REPO}/blob/main/${q8}`, {}],
      [`${hub.url}/${REPO}/resolve/main/${q8}?download=true`, {}],
    ];
    for (const [index, [reference, options]] of references.entries()) {
      const { definition } = await addModel(reference, here, { ...options, alias: `m${index}` });
      assert.equal(definition.hub?.file, q8, reference);
      assert.match(definition.hub?.revision ?? "", /^[0-9a-f]{40}$/);
      const { capabilities, licence, trainedContext, parameters, sizeBytes } = definition;
      assert.deepEqual(
        { capabilities, licence, trainedContext, parameters, sizeBytes },
        {
          capabilities: ["chat"],
          licence: "apache-2.0",
          trainedContext: 1024,
          parameters: 5770496,
          sizeBytes: 6268224,
        },
      );
    }
  });

  it("writes nothing when the file is no model or is not there", async (test) => {
    const text = new TextEncoder().encode("once upon a time");
    await using hub = await startHub({
      repos: [
        { id: "a/b", files: { "m-Q4_0.gguf": text } },
        { id: "a/c", files: {} },
      ],
    });
    const here = await place(test, hub, { "text.gguf": "once upon a time" });
    await assert.rejects(addModel("a/b", here), { code: "model-invalid" });
    await assert.rejects(addModel("a/b", here, { file: "q8_0" }), {
      code: "model-missing",
      hint: /It has m-Q4_0\.gguf/,
    });
    await assert.rejects(addModel("a/c", here), { code: "model-missing", message: /has no GGUF or ONNX file/ });
    await assert.rejects(addModel("a/none", here), { code: "unknown-model" });
    await assert.rejects(addModel("text.gguf", here), { code: "model-invalid" });
    await assert.rejects(addModel("gone.gguf", here), { code: "model-missing" });
    await assert.rejects(addModel("nonsense", here), { code: "invalid-input", message: /is no repository \(owner/ });
    await assert.rejects(addModel("https://example.com/m.gguf", here), { code: "invalid-input", hint: /Download it/ });
    assert.equal(existsSync(join(here.locations.config, "models.json")), false);
  });

  it("says of a gated repository where to accept its licence, and registers it all the same", async (test) => {
    await using hub = await startHub({
      repos: [
        { id: "some/gated", gated: "manual", licence: "llama3.2", files: { "m-Q4_0.gguf": readFileSync(MICRO) } },
      ],
    });
    const { definition, warnings } = await addModel("some/gated", await place(test, hub));
    assert.equal(definition.licence, "llama3.2");
    assert.match(warnings[0]?.message ?? "", /some\/gated asks to accept its licence first: visit http.*some\/gated/);
    assert.match(warnings[1]?.message ?? "", /was not looked into/);
  });

  it("registers files relative to a models.json above them, folders and addresses", async (test) => {
    await using hub = await startHub();
    const here = await place(test, hub);
    mkdirSync(join(here.directory, "models"));
    copyFileSync(MICRO, join(here.directory, "models", "My Model-Q4_0.gguf"));
    const byFile = await addModel("models/My Model-Q4_0.gguf", here, { project: true });
    assert.deepEqual([byFile.alias, byFile.definition.file], ["my-model-q4_0", "models/My Model-Q4_0.gguf"]);
    const byFolder = await addModel("./models", here, { alias: "folder" });
    assert.equal(byFolder.definition.file, join(here.directory, "models", "My Model-Q4_0.gguf"));
    const byAddress = await addModel("http://localhost:8000#some/model", here, { alias: "far" });
    assert.deepEqual(byAddress.definition, { endpoint: { baseUrl: "http://localhost:8000/v1", model: "some/model" } });
  });

  it("refuses an alias that is taken, unless told to replace it", async (test) => {
    await using hub = await startHub();
    const here = await place(test, hub);
    const add = (alias: string, options: AddOptions = {}) =>
      addModel("http://localhost:8000#m", here, { alias, ...options });
    await add("mine");
    await assert.rejects(add("mine"), {
      code: "invalid-input",
      message: /your models\.json has it/,
      remedies: ["name-alias", "replace-entry"],
    });
    await assert.rejects(add("phi-4"), { code: "invalid-input", message: /assay itself has it/ });
    await assert.rejects(add("a:b"), { code: "invalid-input", message: /must be an alias/ });
    await add("mine", { force: true });
  });
});

describe("removeModel()", () => {
  it("takes a registration off, and says where one is that is not there", async (test) => {
    await using hub = await startHub();
    const here = await place(test, hub);
    await addModel("http://localhost:8000#m", here, { alias: "mine" });
    await assert.rejects(removeModel("mine", here, { project: true }), {
      code: "invalid-input",
      remedies: ["use-own-list"],
    });
    await removeModel("mine", here);
    await assert.rejects(removeModel("mine", here), { code: "invalid-input", hint: /assay model list/ });
    await assert.rejects(removeModel("phi-4", here), { code: "invalid-input", hint: /comes with assay/ });
  });
});

describe("exportModel()", () => {
  it("names a hub's commit and digest, and is taken on another machine", async (test) => {
    await using hub = await startHub();
    const here = await place(test, hub);
    await addModel(`${REPO}:q4_0`, here, { alias: "nm" });
    const { entry } = await exportModel("nm", here, { store: storeOf(here) });
    assert.match(entry.model.hub?.revision ?? "", /^[0-9a-f]{40}$/);
    assert.equal(entry.file?.sha256, "f24f63728b9f397e8e31d510288237dbc6554df80f18e126ff8930e94ce08d3d");
    assert.equal(entry.card, undefined);
    const there = await place(test, hub, { "entry.json": JSON.stringify(entry) });
    const { definition } = await addModel("entry.json", there, { alias: "theirs" });
    assert.equal(definition.hub?.revision, entry.model.hub?.revision);
  });

  it("refuses an entry whose file is here with other content", async (test) => {
    await using hub = await startHub();
    const here = await place(test, hub);
    await addModel(`${REPO}:q4_0`, here, { alias: "nm" });
    const { entry } = await exportModel("nm", here, { store: storeOf(here) });
    const commit = entry.model.hub?.revision ?? "";
    const there = await place(test, hub, {
      "entry.json": JSON.stringify(entry),
      [`hf/hub/models--assay--notes-mini-GGUF/snapshots/${commit}/assay-notes-mini-q4_0.gguf`]: "other",
    });
    await assert.rejects(addModel("entry.json", there), {
      code: "model-invalid",
      message: /not the file that the entry describes: its SHA-256 is/,
    });
  });

  it("asks for the file of an entry that is on no hub, and checks it", async (test) => {
    await using hub = await startHub();
    const here = await place(test, hub);
    const { entry } = await exportModel("notes-micro:q4_0", here, { store: storeOf(here) });
    assert.deepEqual([entry.file?.from, entry.model.file], ["local", "assay-notes-micro-q4_0.gguf"]);
    writeFileSync(join(here.directory, "entry.json"), JSON.stringify(entry));
    const add = (file?: string) => addModel("entry.json", here, { alias: "theirs", file });
    await assert.rejects(add(), { code: "invalid-input", remedies: ["name-file"] });
    await assert.rejects(add(join(process.cwd(), "models/assay-notes-micro-q8_0.gguf")), { code: "model-invalid" });
    assert.equal((await add(join(process.cwd(), MICRO))).definition.quantisation, "q4_0");
  });

  it("refuses what cannot be handed on, and entries that are wrong", async (test) => {
    await using hub = await startHub();
    const here = await place(test, hub, {
      "models.json": JSON.stringify({ echo: { script: { tokens: ["a"] } } }),
      "assay-card.json": JSON.stringify({ schema: 1, type: "assay-card" }),
      "bad.json": JSON.stringify({ schema: 1, type: "assay-model", alias: "a b", model: {} }),
    });
    await assert.rejects(exportModel("echo", here, { store: storeOf(here) }), { code: "unsupported" });
    await assert.rejects(exportModel("notes-mini:*", here, { store: storeOf(here) }), { code: "invalid-input" });
    await assert.rejects(addModel("bad.json", here), { code: "invalid-file", message: /alias must be an alias/ });
    await assert.rejects(addModel("assay-card.json", here), { code: "invalid-input", message: /is a card alone/ });
    await assert.rejects(addModel("none.json", here), { code: "invalid-input", message: /is not there/ });
  });
});

/** A project, a home and a hub cache of their own, and the hub of the test. */
function place(test: TestContext, hub: Hub, files: Readonly<Record<string, string>> = {}): Promise<Workspace> {
  const directory = makeFolder(test, files);
  const env = { ASSAY_HOME: join(directory, ".home"), HF_HOME: join(directory, "hf"), HF_ENDPOINT: hub.url };
  return readWorkspace({ env, directory });
}

function storeOf({ directory }: Workspace) {
  return createRunStore({ directory: join(directory, "runs") });
}
