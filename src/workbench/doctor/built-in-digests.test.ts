import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { BUILT_IN_DIGESTS } from "./built-in-digests.ts";

test("`BUILT_IN_DIGESTS` are those of the model files that ship", () => {
  const folder = fileURLToPath(new URL("../../../models/", import.meta.url));
  const files = readdirSync(folder).filter((name) => name.endsWith(".gguf"));
  const digests = files.map((name) => {
    const content = readFileSync(join(folder, name));
    return [name, createHash("sha256").update(content).digest("hex")];
  });
  assert.deepEqual(Object.fromEntries(digests), BUILT_IN_DIGESTS);
});
