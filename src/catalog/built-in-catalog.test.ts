import assert from "node:assert/strict";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { readLocations } from "../system/locations.ts";
import type { Catalog } from "./catalog.ts";
import { readCatalog } from "./read-catalog.ts";
import { resolveModel } from "./resolve-model.ts";
import { toServedName } from "./served-name.ts";

const { builtInModels } = readLocations({});
const nowhere = join(builtInModels, "nowhere");

/** Every alias that the workshop's scripts and notebooks name, suffixed ones included. */
const WORKSHOP = [
  ["phi-4-mini", "phi-4", "phi-3.5-mini", "qwen2.5-0.5b", "qwen2.5-1.5b", "qwen2.5-7b", "qwen2.5-14b"],
  ["qwen2.5-coder-0.5b", "deepseek-r1-7b", "gpt-oss-20b", "mistral-7b-v0.2", "mistral-7b", "gemma-2-2b", "qwen2.5-3b"],
  ["deepseek-coder-1.3b", "llama-3.2", "phi-4-mini-cpu", "gpt-oss-20b-cpu", "qwen2.5-0.5b-cpu", "all-minilm-l6-v2"],
].flat();

describe("the built-in catalog", () => {
  let catalog: Catalog;
  before(async () => {
    catalog = await readCatalog({ projectDirectory: nowhere, userDirectory: nowhere, builtInDirectory: builtInModels });
  });
  const resolve = (name: string) => resolveModel(name, { catalog, directory: nowhere, keys: {}, hubCache: nowhere });

  it("has every model that the workshop names", () => {
    for (const name of WORKSHOP) assert.equal(resolve(name).length, 1, name);
  });

  it("serves the workshop's models under the names that Foundry Local gives them", () => {
    const names = ["qwen2.5-0.5b", "phi-4-mini", "deepseek-r1-7b", "gpt-oss-20b"].map((name) => {
      const [model] = resolve(name);
      return model && toServedName(model);
    });
    assert.deepEqual(names, [
      "qwen2.5-0.5b-instruct-generic-cpu:1",
      "Phi-4-mini-instruct-generic-cpu:1",
      "deepseek-r1-distill-qwen-7b-generic-cpu:1",
      "gpt-oss-20b-generic-cpu:1",
    ]);
  });

  it("gives every variant a served name of its own, which leads back to it", () => {
    const models = [...catalog.models.keys()].flatMap((alias) => resolve(`${alias}:*`));
    const names = models.map(toServedName);
    assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length);
    for (const [index, name] of names.entries()) assert.equal(resolve(name)[0]?.alias, models[index]?.alias, name);
    for (const [index, name] of names.entries())
      assert.equal(resolve(name.toUpperCase())[0]?.variant, models[index]?.variant, name);
  });

  it("says of every model who made it, what it can do, how long its context is and under which licence it stands", () => {
    for (const { alias, facts } of catalog.models.values()) {
      for (const key of ["publisher", "licence"] as const) assert.match(facts[key] ?? "", /\S/, `${alias}: ${key}`);
      assert.ok((facts.capabilities ?? []).length > 0, alias);
      assert.ok((facts.contextTokens ?? facts.trainedContextTokens ?? 0) >= 512, alias);
      // Where the name alone does not tell, there is a page to read.
      const isKnown = facts.commercialUse === true || facts.licenceUrl !== undefined;
      assert.ok(isKnown, `${alias}: licence page`);
    }
  });

  it("has a GGUF variant as the default of every model", () => {
    for (const alias of catalog.models.keys()) {
      const [{ source } = { source: undefined }] = resolve(alias);
      const path = source?.type === "hub" ? source.files[0] : source?.type === "file" ? source.path : "";
      assert.match(path ?? "", /\.gguf$/, alias);
    }
  });
});
