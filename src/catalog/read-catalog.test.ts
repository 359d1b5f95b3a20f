import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { makeFolder } from "../../test/make-folder.ts";
import { readLocations } from "../system/locations.ts";
import { listAllModels } from "./list-models.ts";
import { readCatalog } from "./read-catalog.ts";
import { resolveModel } from "./resolve-model.ts";

const { builtInModels } = readLocations({});

describe("readCatalog()", () => {
  it("lays the project's over the user's over the built-in", async (test) => {
    const { catalog, folder } = await read(test, {
      project: { a: { file: "p.gguf" }, "notes-mini": { licence: "MIT" } },
      user: { a: { file: "u.gguf" }, b: { file: "u.gguf" } },
    });
    assert.deepEqual(catalog.models.get("a")?.variants[0]?.source, {
      type: "file",
      path: join(folder, "project", "p.gguf"),
    });
    assert.deepEqual(catalog.models.get("b")?.variants[0]?.source, {
      type: "file",
      path: join(folder, "user", "u.gguf"),
    });
    const mini = catalog.models.get("notes-mini");
    assert.deepEqual([mini?.origin, mini?.sourceOrigin, mini?.variants.length], ["project", "built-in", 2]);
    assert.equal(mini?.variants[0]?.facts.licence, "MIT");
    assert.equal(mini?.variants[0]?.facts.contextTokens, 1024);
    assert.deepEqual(
      catalog.files,
      ["project", "user"].map((name) => join(folder, name, "models.json")).concat(join(builtInModels, "models.json")),
    );
  });

  it("replaces a weaker alias whole when the stronger names sources", async (test) => {
    const { catalog } = await read(test, { project: { "notes-mini": { file: "mine.gguf" } } });
    const mini = catalog.models.get("notes-mini");
    assert.deepEqual(
      mini?.variants.map(({ name, facts }) => [name, facts]),
      [[undefined, {}]],
    );
  });

  it("completes sources: paths from the file's own folder, ~ the home folder, /v1", async (test) => {
    const { catalog, folder } = await read(test, {
      project: {
        a: { adapter: { module: "./my.ts", weights: "../w.bin", options: { x: 1 } } },
        b: { file: "~/models/b.gguf" },
        c: { endpoint: { baseUrl: "http://h:1", model: "m", apiKeyVariable: "MY_KEY" } },
        d: { script: { tokens: ["a"], end: "hang" } },
      },
    });
    assert.deepEqual(
      ["a", "b", "c", "d"].map((alias) => catalog.models.get(alias)?.variants[0]?.source),
      [
        {
          type: "adapter",
          modulePath: join(folder, "project", "my.ts"),
          weightsPath: join(folder, "w.bin"),
          options: { x: 1 },
        },
        { type: "file", path: join(homedir(), "models", "b.gguf") },
        { type: "endpoint", baseUrl: "http://h:1/v1", model: "m", apiKeyVariable: "MY_KEY" },
        { type: "script", script: { tokens: ["a"], end: "hang" } },
      ],
    );
  });

  it("lets variants inherit the facts of their alias", async (test) => {
    const price = { currency: "EUR", inputPerMillion: 1, outputPerMillion: 2 };
    const { catalog } = await read(test, {
      project: { a: { price, context: 8, variants: { x: { file: "x.gguf" }, y: { file: "y.gguf", context: 4 } } } },
    });
    assert.deepEqual(
      catalog.models.get("a")?.variants.map(({ facts }) => facts),
      [
        { price, contextTokens: 8 },
        { price, contextTokens: 4 },
      ],
    );
  });

  it("takes a size that is laid over an alias for that of its default variant", async (test) => {
    const { catalog } = await read(test, {
      user: { a: { defaultVariant: "y", variants: { x: { file: "x.gguf" }, y: { file: "y.gguf" } } } },
      project: { a: { size_mb: 2, licence: "MIT" } },
    });
    assert.deepEqual(
      catalog.models.get("a")?.variants.map(({ facts }) => facts),
      [{ licence: "MIT" }, { licence: "MIT", sizeBytes: 2_000_000 }],
    );
  });

  it("prefers the project's prompts to the user's", async (test) => {
    const { catalog } = await read(test, { project: { models: {}, prompts: ["P?"] }, user: { prompts: ["U?"] } });
    assert.deepEqual(catalog.prompts?.prompts, [{ id: "p1", prompt: "P?" }]);
  });

  it("states the size of each built-in model as it lies on disk", async (test) => {
    const { catalog } = await read(test, {});
    const stated = [...catalog.models.values()].flatMap(({ variants }) => variants);
    const files = stated.filter(({ source }) => source.type === "file");
    assert.equal(files.length, 5);
    for (const { source, facts } of files)
      assert.equal(source.type === "file" && statSync(source.path).size, facts.sizeBytes);
  });
});

describe("listAllModels()", () => {
  it("means every variant of every built-in chat model when the project lists none", async (test) => {
    const { catalog, folder } = await read(test, {});
    assert.deepEqual(
      listAllModels({ catalog, directory: folder, keys: {}, hubCache: folder }).map(({ id }) => id),
      ["notes-micro:q4_0", "notes-micro:q8_0", "notes-mini:q4_0", "notes-mini:q8_0"],
    );
  });

  it("takes what is downloaded of the built-in list, in every format that an engine runs", async (test) => {
    const { catalog, folder } = await read(test, {});
    const commit = "b".repeat(40);
    const download = (repo: string, file: string) => ({
      [`models--${repo.replace("/", "--")}/refs/main`]: commit,
      [`models--${repo.replace("/", "--")}/snapshots/${commit}/${file}`]: "x",
    });
    const hubCache = makeFolder(test, {
      ...download("Qwen/Qwen3-0.6B-GGUF", "Qwen3-0.6B-Q8_0.gguf"),
      ...Object.assign(
        {},
        ...[
          "onnx/model_q4.onnx",
          "config.json",
          "generation_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
        ].map((file) => download("HuggingFaceTB/SmolLM2-135M-Instruct", file)),
      ),
    });
    const context = { catalog, directory: folder, keys: {}, hubCache };
    assert.deepEqual(
      resolveModel("smollm2-135m:onnx", context).map(({ source }) => source.type),
      ["file"],
    );
    assert.deepEqual(
      listAllModels(context).map(({ id }) => id),
      [
        "notes-micro:q4_0",
        "notes-micro:q8_0",
        "notes-mini:q4_0",
        "notes-mini:q8_0",
        "qwen3-0.6b:q8_0",
        "smollm2-135m:onnx",
      ],
    );
  });

  it("keeps what a project lists and has not downloaded, to be reported", async (test) => {
    const { catalog, folder } = await read(test, { project: { "qwen2.5-0.5b": {}, "notes-micro": {} } });
    assert.deepEqual(
      listAllModels({ catalog, directory: folder, keys: {}, hubCache: folder }).map(({ id }) => id),
      ["notes-micro:q4_0", "notes-micro:q8_0", "qwen2.5-0.5b:q4_k_m"],
    );
  });

  it("means the project's models when it lists some", async (test) => {
    const { catalog, folder } = await read(test, {
      project: { models: ["notes-micro", "phi"] },
      user: { u: { file: "u.gguf" } },
    });
    assert.deepEqual(
      listAllModels({ catalog, directory: folder, keys: {}, hubCache: folder, foundryEndpoint: "http://h" }).map(
        ({ id }) => id,
      ),
      ["notes-micro:q4_0", "notes-micro:q8_0", "phi"],
    );
    assert.throws(() => listAllModels({ catalog, directory: folder, keys: {}, hubCache: folder }), {
      code: "unknown-model",
    });
  });
});

async function read(test: TestContext, files: { project?: unknown; user?: unknown }) {
  const written = Object.entries(files).map(([name, content]) => [`${name}/models.json`, JSON.stringify(content)]);
  const folder = makeFolder(test, Object.fromEntries(written));
  const catalog = await readCatalog({
    projectDirectory: join(folder, "project"),
    userDirectory: join(folder, "user"),
    builtInDirectory: builtInModels,
  });
  return { catalog, folder };
}
