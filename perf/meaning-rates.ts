/**
 * Compares the labelled pairs of a meaning and an answer with the shipped embedding model, and prints how often facets by
 * meaning err: the table of docs/facets.md. `--write` keeps the similarities, from which a test computes the same table.
 *
 *   node perf/meaning-rates.ts [--write] [--thresholds]
 */
import { writeFileSync } from "node:fs";
import { createGgufEngine } from "../src/engines/gguf/create-gguf-engine.ts";
import { listParts } from "../src/quality/facets/match-meaning.ts";
import {
  meaningTable,
  measureMeanings,
  readPairs,
  similaritiesUrl,
} from "../test/fixtures/labelled-meanings/measure-meanings.ts";

if (process.argv.includes("--write")) {
  await using loaded = await createGgufEngine().load(
    { type: "file", path: new URL("../models/all-minilm-l6-v2-q8_0.gguf", import.meta.url).pathname },
    {},
  );
  const { embedding } = loaded;
  if (embedding === undefined) throw new Error("the model does not embed");
  const lines = await Array.fromAsync(readPairs(), async ({ means, answer }) => {
    const parts = listParts(answer);
    const [meaning = new Float32Array(), ...vectors] = (await embedding.embed([means, ...parts])).vectors;
    return vectors.map((vector, index) => [means, parts[index], round(dot(meaning, vector))]);
  });
  const values = [...new Map(lines.flat().map((line) => [JSON.stringify(line.slice(0, 2)), line])).values()];
  writeFileSync(similaritiesUrl, `[\n${values.map((line) => JSON.stringify(line)).join(",\n")}\n]\n`);
}
if (process.argv.includes("--thresholds"))
  for (let close = 0.4; close < 0.85; close += 0.025) {
    const { falseCredit, falseRefusal } = measureMeanings(
      readPairs().filter(({ half }) => half === "tuned"),
      close,
    );
    console.log(close.toFixed(3), falseCredit.errors, falseRefusal.errors);
  }
console.log(meaningTable().join("\n"));

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
