import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { editModelsFile } from "./edit-models-file.ts";
import { readModelsFile } from "./read-models-file.ts";

describe("editModelsFile()", () => {
  it("makes the file, and its folder, when there is none", async (test) => {
    const path = join(makeFolder(test), "config", "models.json");
    await editModelsFile(path, "mine", { file: "mine.gguf" });
    assert.deepEqual(JSON.parse(readFileSync(path, "utf8")), { schema: 1, models: { mine: { file: "mine.gguf" } } });
    assert.deepEqual(readdirSync(join(path, "..")), ["models.json"]);
  });

  it("leaves everything else as it is written", async (test) => {
    const text =
      '{\n  "$schema": "x",\n\n  "models": {\n    "a": {"file": "a.gguf"},\n    "b": {}\n  },\n  "prompts": ["P?"]\n}\n';
    const path = join(makeFolder(test, { "models.json": text }), "models.json");
    await editModelsFile(path, "c", { file: "c.gguf" });
    const added = readFileSync(path, "utf8");
    for (const part of ['"$schema": "x",\n\n', '"a": {"file": "a.gguf"}', '"b": {}', '"prompts": ["P?"]'])
      assert.ok(added.includes(part), part);
    await editModelsFile(path, "c", undefined);
    assert.equal(readFileSync(path, "utf8"), text);
  });

  it("writes into the plain form, and makes entries of a list", async (test) => {
    const folder = makeFolder(test, {
      "bare.json": '{"phi": {}}',
      "list.json": '{"models": ["phi"], "prompts": ["P?"]}',
    });
    for (const name of ["bare.json", "list.json"]) {
      const path = join(folder, name);
      await editModelsFile(path, "new", { file: "n.gguf" });
      assert.deepEqual([...((await readModelsFile(path))?.models.keys() ?? [])], ["phi", "new"]);
      await editModelsFile(path, "phi", undefined);
      assert.deepEqual([...((await readModelsFile(path))?.models.keys() ?? [])], ["new"]);
    }
  });

  it("refuses to touch a file that is wrong, or to make one wrong", async (test) => {
    const folder = makeFolder(test, { "bad.json": '{"models": 3}', "good.json": '{"models": {}}' });
    const bad = join(folder, "bad.json");
    await assert.rejects(editModelsFile(bad, "a", { file: "a" }), { code: "invalid-file" });
    assert.equal(readFileSync(bad, "utf8"), '{"models": 3}');
    const good = join(folder, "good.json");
    await assert.rejects(editModelsFile(good, "a:b", { file: "a" }), { code: "invalid-file" });
    assert.equal(readFileSync(good, "utf8"), '{"models": {}}');
  });

  it("loses none of several that are written at the same time", async (test) => {
    const path = join(makeFolder(test), "models.json");
    const names = ["a", "b", "c"];
    const results = await Promise.allSettled(names.map((name) => editModelsFile(path, name, { file: "m.gguf" })));
    const written = names.filter((_, index) => results[index]?.status === "fulfilled");
    assert.ok(written.length > 0);
    assert.deepEqual([...((await readModelsFile(path))?.models.keys() ?? [])].sort(), written);
  });
});
