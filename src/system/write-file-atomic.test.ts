import assert from "node:assert/strict";
import * as promises from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileError, temporaryFolder } from "../store/fixtures/example-run.ts";
import { writeFileAtomic } from "./write-file-atomic.ts";

test("`writeFileAtomic()` replaces a file", async (context) => {
  const folder = await temporaryFolder(context);
  const path = join(folder, "run.json");
  for (const text of ["one", "two"]) {
    await writeFileAtomic(promises, path, text);
    assert.equal(await promises.readFile(path, "utf8"), text);
  }
  assert.deepEqual(await promises.readdir(folder), ["run.json"]);
});

for (const step of ["writeFile", "sync", "rename"] as const) {
  test(`\`writeFileAtomic()\` that fails at ${step} leaves what was there, and nothing else`, async (context) => {
    const folder = await temporaryFolder(context);
    const path = join(folder, "run.json");
    await promises.writeFile(path, "before");
    const fail = () => Promise.reject(fileError("ENOSPC"));
    const open: typeof promises.open = async (...args) => {
      const file = await promises.open(...args);
      if (step !== "rename") file[step] = fail;
      return file;
    };
    const fs = step === "rename" ? { ...promises, rename: fail } : { ...promises, open };
    await assert.rejects(writeFileAtomic(fs, path, "after"), { code: "ENOSPC" });
    assert.equal(await promises.readFile(path, "utf8"), "before");
    assert.deepEqual(await promises.readdir(folder), ["run.json"]);
  });
}

test("`writeFileAtomic()` does without the flush of a folder where the system has none", async (context) => {
  const path = join(await temporaryFolder(context), "run.json");
  const open: typeof promises.open = async (name, flags, ...rest) => {
    if (flags === "r") throw fileError("EPERM");
    return promises.open(name, flags, ...rest);
  };
  await writeFileAtomic({ ...promises, open }, path, "text");
  assert.equal(await promises.readFile(path, "utf8"), "text");
});
