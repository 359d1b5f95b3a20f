import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readTokenScores } from "./score-run.ts";

test("`readTokenScores()` reads what was kept against this reference, and takes a damaged file for none", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "assay-scores-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const scores = { tokens: 700, sameLikeliest: 0.99, divergence: 0.001 };
  const write = (text: string) => writeFileSync(join(folder, "token-scores.json"), text);
  assert.equal((await readTokenScores(folder, "q8")).size, 0);
  write(JSON.stringify({ schema: 1, reference: "q8", targets: { q4: scores } }));
  assert.deepEqual((await readTokenScores(folder, "q8")).get("q4"), scores);
  assert.equal((await readTokenScores(folder, "f16")).size, 0);
  for (const text of ["{", "[]", JSON.stringify({ schema: 1, reference: "q8", targets: { q4: { tokens: "many" } } })]) {
    write(text);
    assert.equal((await readTokenScores(folder, "q8")).size, 0);
  }
  assert.equal((await readTokenScores(undefined, "q8")).size, 0);
});
