import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { makeFolder } from "../../test/make-folder.ts";
import type { AssayError } from "../core/errors.ts";
import { readLocations } from "../system/locations.ts";
import { readCatalog } from "./read-catalog.ts";
import { resolveModel } from "./resolve-model.ts";

const { builtInModels } = readLocations({});

describe("resolveModel()", () => {
  it("takes an alias alone for its default variant, with all that is known of it", async (test) => {
    const [model, ...others] = await resolve(test, "notes-mini");
    assert.equal(others.length, 0);
    assert.deepEqual(model, {
      alias: "notes-mini",
      variant: "q8_0",
      id: "notes-mini:q8_0",
      engine: "gguf",
      source: { type: "file", path: join(builtInModels, "assay-notes-mini-q8_0.gguf") },
      sizeBytes: 6268224,
      quantisation: "q8_0",
      parameters: 5770496,
      publisher: "Assay",
      licence: "Apache-2.0",
      commercialUse: true,
      capabilities: ["chat"],
      contextTokens: 1024,
    });
  });

  it("takes what follows the colon for a variant, `*` for all of them", async (test) => {
    assert.deepEqual(await ids(test, "notes-mini:q4_0"), ["notes-mini:q4_0"]);
    assert.deepEqual(await ids(test, "notes-mini:Q4_0"), ["notes-mini:q4_0"]);
    assert.deepEqual(await ids(test, "notes-mini:latest"), ["notes-mini:q8_0"]);
    assert.deepEqual(await ids(test, "notes-mini:*"), ["notes-mini:q4_0", "notes-mini:q8_0"]);
  });

  it("believes the file on disk, not the size that is stated", async (test) => {
    const directory = makeFolder(test, { "m.gguf": "12345" });
    const project = { m: { file: join(directory, "m.gguf"), size_mb: 7 }, gone: { file: "gone.gguf", size_mb: 7 } };
    assert.equal((await resolve(test, "m", { project }))[0]?.sizeBytes, 5);
    assert.equal((await resolve(test, "gone", { project }))[0]?.sizeBytes, 7_000_000);
  });

  it("takes digits after the colon for a version, and prefers an exact id", async (test) => {
    const project = {
      phi: {
        variants: {
          old: { file: "a.gguf", version: 3, id: "Phi-4-generic-cpu:3" },
          New: { file: "b.gguf", version: 4, id: "Phi-4-generic-cpu:4" },
        },
      },
    };
    assert.deepEqual(await ids(test, "phi:4", { project }), ["phi:New"]);
    assert.deepEqual(await ids(test, "phi:new", { project }), ["phi:New"]);
    assert.deepEqual(await ids(test, "Phi-4-generic-cpu:3", { project }), ["phi:old"]);
    await refuses(test, "phi:5", { project }, "unknown-model", /no version "5"/, /It has phi:3, phi:4\./);
  });

  it("takes `-cpu` and `-gpu` for the device, and resolves the ids it gives", async (test) => {
    for (const name of ["notes-mini-gpu", "notes-mini:q8_0-gpu"]) {
      const [model] = await resolve(test, name);
      assert.equal(model?.device, "gpu");
      assert.equal(model?.id, "notes-mini:q8_0-gpu");
      assert.equal(model?.alias, "notes-mini");
    }
    assert.equal((await resolve(test, "notes-micro:q4_0-cpu"))[0]?.device, "cpu");
    assert.equal(
      (await resolve(test, "phi-cpu", { project: { "phi-cpu": { file: "x.gguf" } } }))[0]?.device,
      undefined,
    );
  });

  it("takes names in any case, and prefers those written the same", async (test) => {
    assert.deepEqual(await ids(test, "NOTES-MINI"), ["notes-mini:q8_0"]);
    assert.deepEqual(await ids(test, "Notes-Mini:Q4_0-GPU"), ["notes-mini:q4_0-gpu"]);
    const project = { phi: { file: "a.gguf" }, PHI: { file: "b.gguf" } };
    for (const name of ["phi", "PHI"]) assert.deepEqual(await ids(test, name, { project }), [name]);
    assert.deepEqual(await ids(test, "Phi", { project }), ["phi"]);
  });

  it("takes ids and served names, with or without version, vendor and device", async (test) => {
    const project = {
      q: {
        id: "qwen2.5-0.5b-instruct",
        defaultVariant: "q4",
        variants: { q8: { file: "b.gguf" }, q4: { file: "a.gguf" } },
      },
    };
    for (const name of [
      "qwen2.5-0.5b-instruct",
      "qwen2.5-0.5b-instruct:1",
      "Qwen2.5-0.5B-Instruct-Generic-CPU:1",
      "qwen2.5-0.5b-instruct-generic-cpu",
      "q:1",
    ]) {
      const [model] = await resolve(test, name, { project });
      assert.deepEqual([model?.id, model?.catalogId], ["q:q4", "qwen2.5-0.5b-instruct"], name);
    }
    assert.deepEqual(await ids(test, "qwen2.5-0.5b-instruct-q8-generic-cpu:1", { project }), ["q:q8"]);
    const [onGpu] = await resolve(test, "qwen2.5-0.5b-instruct-generic-gpu:1", { project });
    assert.deepEqual([onGpu?.id, onGpu?.device], ["q:q4-gpu", "gpu"]);
    await refuses(test, "qwen2.5-0.5b-instruct:2", { project }, "unknown-model", /qwen2\.5-0\.5b-instruct:2/);
  });

  it("takes the highest version of an id that is named without", async (test) => {
    const project = {
      phi: {
        variants: {
          a: { file: "a.gguf", id: "Phi-4-generic-cpu:9" },
          b: { file: "b.gguf", id: "Phi-4-generic-cpu", version: 10 },
          c: { file: "c.gguf", id: "Phi-4-generic-cpu:2" },
        },
      },
    };
    assert.deepEqual(await ids(test, "phi-4-generic-cpu", { project }), ["phi:b"]);
    assert.deepEqual(await ids(test, "phi-4-generic-cpu:2", { project }), ["phi:c"]);
  });

  it("takes -cuda for the GPU, and says that no engine drives an NPU", async (test) => {
    assert.equal((await resolve(test, "notes-mini-cuda"))[0]?.device, "gpu");
    await refuses(
      test,
      "notes-mini-npu",
      {},
      "device-absent",
      /an NPU, which no engine of this version drives/,
      /notes-mini-cpu/,
    );
    await refuses(test, "nothing-npu", {}, "unknown-model", /nothing-npu/);
  });

  it("takes a hub's file for a file once it is downloaded", async (test) => {
    const hub = { repo: "some/Repo-GGUF", files: ["m-00001-of-00002.gguf", "m-00002-of-00002.gguf"] };
    const project = { m: { hub, sizeBytes: 77, trainedContext: 4096 } };
    const source = { type: "hub", ...hub, format: "gguf" };
    const [before] = await resolve(test, "m", { project });
    assert.deepEqual(before, {
      alias: "m",
      id: "m",
      engine: "gguf",
      source,
      hub: source,
      sizeBytes: 77,
      trainedContextTokens: 4096,
    });
    const commit = "a".repeat(40);
    const snapshot = `models--some--Repo-GGUF/snapshots/${commit}`;
    const hubCache = makeFolder(test, {
      "models--some--Repo-GGUF/refs/main": commit,
      [`${snapshot}/m-00001-of-00002.gguf`]: "x",
    });
    assert.equal((await resolve(test, "m", { project, hubCache }))[0]?.source.type, "hub", "a part is missing");
    writeFileSync(join(hubCache, snapshot, "m-00002-of-00002.gguf"), "x");
    const [after] = await resolve(test, "m", { project, hubCache });
    assert.deepEqual(after?.source, { type: "file", path: join(hubCache, snapshot, "m-00001-of-00002.gguf") });
    assert.deepEqual([after?.sizeBytes, after?.hub], [77, source], "the first part's size is not the model's");
  });

  it("takes a file before the hub beside it, and the hub where the file is not there", async (test) => {
    const directory = makeFolder(test, { "m.gguf": "12345" });
    const hub = { repo: "some/Repo-GGUF", file: "m.gguf" };
    const project = { here: { file: join(directory, "m.gguf"), hub }, gone: { file: "gone.gguf", hub } };
    assert.equal((await resolve(test, "here", { project }))[0]?.source.type, "file");
    assert.equal((await resolve(test, "gone", { project }))[0]?.source.type, "hub");
  });

  it("runs a GGUF file in the engine that its entry names", async (test) => {
    const hub = { repo: "some/Repo-GGUF", file: "m.gguf" };
    const project = { a: { file: "a.gguf", engine: "llama-server" }, b: { hub, engine: "llama-server" }, c: { hub } };
    const engines = await Promise.all(
      ["a", "b", "c"].map(async (name) => (await resolve(test, name, { project }))[0]?.engine),
    );
    assert.deepEqual(engines, ["llama-server", "llama-server", "gguf"]);
  });

  it("knows the models of a Foundry Local service", async (test) => {
    const project = {
      a: { foundry: { model: "phi-4-mini" } },
      b: { foundry: { model: "x", baseUrl: "http://h:5273/" } },
    };
    const [model] = await resolve(test, "a", { project });
    assert.deepEqual(model, {
      alias: "a",
      id: "a",
      engine: "foundry",
      source: { type: "foundry", model: "phi-4-mini" },
    });
    assert.deepEqual((await resolve(test, "b", { project }))[0]?.source, {
      type: "foundry",
      model: "x",
      baseUrl: "http://h:5273/v1",
    });
  });

  it("leaves ids and served names to the service of plain aliases, unless the user lists them", async (test) => {
    const foundryEndpoint = "http://win:5273";
    const name = "Phi-4-mini-instruct-generic-cpu:1";
    for (const asked of [name, "Phi-4-mini-instruct-cuda-gpu:1", "Phi-4-mini-instruct"]) {
      const [model] = await resolve(test, asked, { foundryEndpoint });
      assert.deepEqual(model?.source, { type: "endpoint", baseUrl: "http://win:5273/v1", model: asked });
    }
    const project = { mine: { file: "m.gguf", id: "Phi-4-mini-instruct" } };
    assert.equal((await resolve(test, name, { foundryEndpoint, project }))[0]?.alias, "mine");
  });

  it("takes a path that ends in .gguf for a file, whether it is there or not", async (test) => {
    const directory = makeFolder(test, { "models/My.GGUF": "12345" });
    const [there] = await resolve(test, "models/My.GGUF", { directory });
    assert.deepEqual(there, {
      alias: "My",
      id: "My",
      engine: "gguf",
      source: { type: "file", path: join(directory, "models", "My.GGUF") },
      sizeBytes: 5,
    });
    const [absent] = await resolve(test, "gone.gguf", { directory });
    assert.equal(absent?.sizeBytes, undefined);
    assert.deepEqual(absent?.source, { type: "file", path: join(directory, "gone.gguf") });
  });

  it("does not take a Windows drive for an alias", async (test) => {
    for (const name of ["C:\\x\\y.gguf", "C:/x/y.gguf"]) {
      const [model] = await resolve(test, name, { project: { C: { variants: { q4: { file: "x.gguf" } } } } });
      assert.equal(model?.engine, "gguf");
      assert.equal(model?.alias.endsWith("y"), true);
      assert.equal(model?.variant, undefined);
    }
    await refuses(
      test,
      "C:\\models\\phi",
      {},
      "unknown-model",
      /no existing folder or \.gguf file, and no known model/,
    );
    const foundryEndpoint = "http://localhost:5273";
    await refuses(test, "C:\\models\\phi", { foundryEndpoint }, "unknown-model", /no existing folder/);
  });

  it("takes an existing folder for the one model in it", async (test) => {
    const directory = makeFolder(test, {
      "one/m.gguf": "x",
      "one/readme.md": "x",
      "parts/m-00001-of-00002.gguf": "x",
      "parts/m-00002-of-00002.gguf": "x",
      "two/a.gguf": "x",
      "two/b.gguf": "x",
      "none/readme.md": "x",
      "notes-mini/mine.gguf": "x",
    });
    assert.deepEqual(await ids(test, "one", { directory }), ["m"]);
    assert.deepEqual(await ids(test, "parts", { directory }), ["m-00001-of-00002"]);
    await refuses(test, "two", { directory }, "invalid-input", /holds several models: a\.gguf, b\.gguf/);
    await refuses(test, "none", { directory }, "model-missing", /holds no \.gguf file/);
    assert.deepEqual(await ids(test, "notes-mini", { directory }), ["notes-mini:q8_0"]);
    assert.deepEqual(await ids(test, "./notes-mini", { directory }), ["mine"]);
  });

  it("takes an address for an endpoint, with or without /v1 and model", async (test) => {
    const [model] = await resolve(test, "http://localhost:5273/v1#phi-4-mini");
    assert.deepEqual(model, {
      alias: "phi-4-mini",
      id: "phi-4-mini@localhost:5273",
      engine: "openai",
      source: { type: "endpoint", baseUrl: "http://localhost:5273/v1", model: "phi-4-mini" },
    });
    const urls = ["http://h:1", "http://h:1/", "http://h:1/v1/", "https://h/openai/v1#a%2Fb"];
    const sources = await Promise.all(urls.map(async (url) => (await resolve(test, url))[0]?.source));
    assert.deepEqual(sources, [
      { type: "endpoint", baseUrl: "http://h:1/v1" },
      { type: "endpoint", baseUrl: "http://h:1/v1" },
      { type: "endpoint", baseUrl: "http://h:1/v1" },
      { type: "endpoint", baseUrl: "https://h/openai/v1", model: "a/b" },
    ]);
  });

  it("refuses addresses of another kind, and does not repeat a password", async (test) => {
    await refuses(test, "ftp://h/v1", {}, "invalid-input", /must be an http or https address, not "ftp/);
    await refuses(test, "http://", {}, "invalid-input", /must be an http or https address/);
    await refuses(test, "http://h/v1?key=1#m", {}, "invalid-input", /must carry no query/);
    await refuses(test, "http://h/v1#%E0%A4%A", {}, "invalid-input", /must have a model's name behind #/);
    await refuses(
      test,
      "http://me:pass1@h/v1",
      {},
      "invalid-input",
      /^(?!.*pass1).*must carry no user name or password/,
      /apiKeyVariable/,
    );
  });

  it("names the variable of a key without reading it", async (test) => {
    for (const [address, baseUrl] of [
      ["https://h/v1#m", "https://h/v1"],
      ["http://localhost:1/v1#m", "http://localhost:1/v1"],
    ] as const) {
      const [model] = await resolve(test, address, { keys: { ASSAY_API_KEY: "sk-secret" } });
      assert.deepEqual(model?.source, { type: "endpoint", baseUrl, model: "m", apiKeyVariable: "ASSAY_API_KEY" });
    }
    const [inTheClear] = await resolve(test, "http://h/v1#m", { keys: { ASSAY_API_KEY: "sk-secret" } });
    assert.deepEqual(inTheClear?.source, { type: "endpoint", baseUrl: "http://h/v1", model: "m" });
  });

  it("takes a path to a module for an adapter", async (test) => {
    const directory = makeFolder(test);
    for (const end of ["js", "mjs", "ts"]) {
      const [model] = await resolve(test, `./my.${end}`, { directory });
      assert.equal(model?.engine, "custom");
      assert.equal(model?.id, "my");
      assert.deepEqual(model?.source, { type: "adapter", modulePath: join(directory, `my.${end}`) });
    }
  });

  it("resolves plain aliases against the service that is set, with or without /v1", async (test) => {
    for (const foundryEndpoint of [
      "http://win:5273",
      "http://win:5273/",
      "http://win:5273/v1",
      " http://win:5273/v1/ ",
    ]) {
      const project = { "phi-4-mini": { capabilities: [], size_mb: 3700 }, mine: { file: "m.gguf" } };
      const [listed] = await resolve(test, "phi-4-mini", { foundryEndpoint, project });
      assert.deepEqual(listed, {
        alias: "phi-4-mini",
        id: "phi-4-mini",
        engine: "openai",
        source: { type: "endpoint", baseUrl: "http://win:5273/v1", model: "phi-4-mini" },
        capabilities: [],
        sizeBytes: 3_700_000_000,
      });
      for (const name of ["qwen2.5-0.5b", "qwen2.5:0.5b", "Phi-4-generic-cpu:4"]) {
        const [unlisted] = await resolve(test, name, { foundryEndpoint, project });
        assert.deepEqual(unlisted?.source, { type: "endpoint", baseUrl: "http://win:5273/v1", model: name });
      }
      assert.equal((await resolve(test, "mine", { foundryEndpoint, project }))[0]?.engine, "gguf");
      const [builtIn] = await resolve(test, "notes-mini", { foundryEndpoint, project });
      assert.deepEqual([builtIn?.engine, builtIn?.licence], ["openai", undefined]);
      assert.equal((await resolve(test, "notes-mini:q4_0", { foundryEndpoint, project }))[0]?.engine, "gguf");
    }
  });

  it("refuses an address of that service that is no address, by its name", async (test) => {
    const foundryEndpoint = "localhost:5273";
    await refuses(test, "phi", { foundryEndpoint }, "invalid-input", /FOUNDRY_LOCAL_ENDPOINT must be an http/);
  });

  it("says how to add a source to an alias that has none", async (test) => {
    const project = { phi: { capabilities: [] } };
    for (const name of ["phi", "phi:q4", "phi-gpu"])
      await refuses(
        test,
        name,
        { project },
        "unknown-model",
        /phi.* has no source/,
        /"file": "models\/phi\.gguf".*FOUNDRY_LOCAL_ENDPOINT/,
      );
  });

  it("suggests near names on a miss", async (test) => {
    await refuses(test, "notes-mni", {}, "unknown-model", /No model is named "notes-mni"/, /notes-mini/);
    await refuses(
      test,
      "notes-mini:q5_0",
      {},
      "unknown-model",
      /variant "q5_0"/,
      /It has notes-mini:q4_0, notes-mini:q8_0/,
    );
    await refuses(test, "zephyr", {}, "unknown-model", /zephyr/, /Known are notes-micro, .* `assay model list` shows/);
    await refuses(test, "prompts.json", {}, "unknown-model", /prompts\.json/, /if it is a prompt set/);
    await refuses(test, " ", {}, "invalid-input", /must not be empty/);
  });
});

interface Given {
  readonly project?: unknown;
  readonly directory?: string;
  readonly keys?: Readonly<Record<string, string>>;
  readonly foundryEndpoint?: string;
  readonly hubCache?: string;
}

async function resolve(test: TestContext, name: string, given: Given = {}) {
  const { project = { models: {} }, directory, keys = {}, foundryEndpoint } = given;
  const projectDirectory = makeFolder(test, { "models.json": JSON.stringify(project) });
  const userDirectory = join(projectDirectory, "nowhere");
  const catalog = await readCatalog({ projectDirectory, userDirectory, builtInDirectory: builtInModels });
  const hubCache = given.hubCache ?? join(projectDirectory, "hub");
  return resolveModel(name, { catalog, directory: directory ?? projectDirectory, keys, foundryEndpoint, hubCache });
}

async function ids(test: TestContext, name: string, given?: Given) {
  return (await resolve(test, name, given)).map(({ id }) => basename(id));
}

async function refuses(test: TestContext, name: string, given: Given, code: string, message: RegExp, hint = /./) {
  await assert.rejects(resolve(test, name, given), (error: AssayError) => {
    assert.equal(error.code, code);
    assert.match(error.message, message);
    if (hint.source !== ".") assert.match(error.hint ?? "", hint);
    return true;
  });
}
