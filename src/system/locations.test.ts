import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { test } from "node:test";
import { readLocations } from "./locations.ts";

test("`readLocations()` puts everything of the user's below ASSAY_HOME", () => {
  const { config, state, cache, log } = readLocations({ ASSAY_HOME: "some/home" });
  const home = resolve("some/home");
  assert.deepEqual(
    { config, state, cache, log },
    {
      config: join(home, "config"),
      state: join(home, "state"),
      cache: join(home, "cache"),
      log: join(home, "log"),
    },
  );
});

test("`readLocations()` names different folders of the system's without it", () => {
  for (const env of [{}, { ASSAY_HOME: "" }]) {
    const { config, state, cache, log } = readLocations(env);
    const folders = [config, state, cache, log];
    assert.ok(folders.every((folder) => isAbsolute(folder) && folder.includes("assay")));
    assert.equal(new Set(folders).size, 4);
  }
});

test("`readLocations()` finds what comes with the product", () => {
  const { builtInModels, builtInPrompts } = readLocations({});
  assert.ok(existsSync(join(builtInModels, "models.json")));
  assert.ok(existsSync(join(builtInPrompts, "meeting-notes.json")));
});
