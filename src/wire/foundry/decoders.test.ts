import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { OFFERED, toClassicEntry, toRecord } from "../../../test/fixtures/foundry-server/catalogue.ts";
import { parseCatalogueList } from "./catalogue-list.ts";
import { parseFoundryModelList } from "./model-list.ts";
import { parseNameList } from "./name-list.ts";
import { findServiceAddress, parseServerAddress } from "./service-address.ts";

describe("parseCatalogueList()", () => {
  it("reads a bare array of real records, and the object that the documentation shows", () => {
    const records = OFFERED.map(toRecord);
    const variants = parseCatalogueList(records);
    assert.deepEqual(parseCatalogueList({ models: records }), variants);
    assert.deepEqual(variants?.[2], {
      id: "Phi-4-mini-instruct-generic-cpu:4",
      alias: "phi-4-mini",
      device: "cpu",
      executionProvider: "CPUExecutionProvider",
      task: "chat-completion",
      sizeBytes: 4915 * 2 ** 20,
      licence: "MIT",
      maxOutputTokens: 2048,
      toolCalling: false,
    });
  });

  it("adds the version where the name has none, and lives with missing and wrong fields", () => {
    const [old, bare] = parseCatalogueList([{ name: "m-generic-cpu", version: "3", alias: 7 }, { name: "m" }]) ?? [];
    assert.equal(old?.id, "m-generic-cpu:3");
    assert.equal(old?.device, "cpu");
    assert.equal(old?.alias, undefined);
    assert.equal(bare?.id, "m");
  });

  it("refuses what is no list of records", () => {
    for (const body of [null, {}, { models: 1 }, ["name"], [{}], "page"])
      assert.equal(parseCatalogueList(body), undefined);
  });
});

describe("parseFoundryModelList()", () => {
  it("adds up what a classic service says fits", () => {
    const [first] = parseFoundryModelList({ data: OFFERED.map(toClassicEntry) }) ?? [];
    assert.equal(first?.contextTokens, 28_672 + 4096);
    assert.equal(first?.toolCalling, false);
  });

  it("reads the little that a v1.x service says, and more where it says more", () => {
    const body = {
      data: [
        { id: "a-cuda-gpu:1", object: "model" },
        { id: "b", contextLength: 4096, cached: true, alias: "x" },
      ],
    };
    const [little, more] = parseFoundryModelList(body) ?? [];
    assert.deepEqual([little?.device, little?.contextTokens, little?.cached], ["gpu", undefined, undefined]);
    assert.deepEqual([more?.alias, more?.contextTokens, more?.cached], ["x", 4096, true]);
    assert.equal(parseFoundryModelList({ data: [{}] }), undefined);
  });
});

describe("parseNameList()", () => {
  it("reads bare arrays only", () => {
    assert.deepEqual(parseNameList(["a:1"]), ["a:1"]);
    assert.equal(parseNameList({ models: [] }), undefined);
    assert.equal(parseNameList([1]), undefined);
  });
});

describe("the service's address", () => {
  it("is the first http URL of `foundry service status`", () => {
    const running = "🟢 Model management service is running on http://127.0.0.1:55064/openai/status\nValid EPs: CPU";
    assert.equal(findServiceAddress(running), "http://127.0.0.1:55064");
    assert.equal(findServiceAddress("🟢 already running on http://localhost:56952/."), "http://localhost:56952");
    assert.equal(findServiceAddress("🔴 Model management service is not running!"), undefined);
  });

  it("is the first of `webUrls` of `foundry server status -o json`", () => {
    assert.equal(parseServerAddress('notice\n{"webUrls":["http://127.0.0.1:52364"]}'), "http://127.0.0.1:52364");
    assert.equal(parseServerAddress('{"webUrls":"http://127.0.0.1:1"}'), "http://127.0.0.1:1");
    for (const output of ["", "{", "{}", '{"webUrls":[]}', '{"webUrls":null}', "● error"])
      assert.equal(parseServerAddress(output), undefined);
  });
});
