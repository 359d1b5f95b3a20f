// What a model's process really takes beside what the memory rule says: proportional memory after one answer of every
// request at once. Prints one line per file and shape. Linux only.
// Run: node perf/required-memory.ts [file.gguf ...]
import { basename } from "node:path";
import type { LoadedModel } from "../src/core/engine.ts";
import { createHostedEngine } from "../src/engines/hosted/create-hosted-engine.ts";
import { ggufMemoryFacts } from "../src/formats/gguf/header/memory-facts.ts";
import { readGgufFile } from "../src/formats/gguf/read-gguf-file.ts";
import { sharedMemory } from "../src/formats/memory/shared-cache.ts";

const SHIPPED = ["models/assay-notes-micro-q4_0.gguf", "models/assay-notes-mini-q8_0.gguf"];
const SHAPES = [
  { contextTokens: 1024, parallel: 1 },
  { contextTokens: 8192, parallel: 1 },
  { contextTokens: 1024, parallel: 8 },
];
const TEXT = "The team talked about the budget, the plan and who does what until Friday. ".repeat(40);

const given = process.argv.slice(2);
console.log("file | vocabulary | context x requests | says MB | measured MB | ratio");
for (const path of given.length > 0 ? given : SHIPPED) await measure(path);

async function measure(path: string): Promise<void> {
  const engine = createHostedEngine({ engine: "gguf" });
  const facts = ggufMemoryFacts(await readGgufFile(path));
  const trained = facts.trainedContextTokens ?? Number.POSITIVE_INFINITY;
  for (const shape of SHAPES.filter(({ contextTokens }) => contextTokens <= trained)) {
    await using model = await engine.load({ type: "file", path }, { ...shape, threads: 2 });
    await Promise.all(Array.from({ length: shape.parallel }, (_, index) => ask(model, `${index} ${TEXT}`)));
    const measured = (await model.readMemory?.())?.proportionalBytes ?? Number.NaN;
    const { totalBytes } = sharedMemory(facts, shape, Number.POSITIVE_INFINITY);
    const load = `${shape.contextTokens} x ${shape.parallel}`;
    const figures = [totalBytes / 1e6, measured / 1e6].map((value) => value.toFixed(0));
    console.log(
      [basename(path), facts.vocabularyTokens, load, ...figures, (totalBytes / measured).toFixed(2)].join(" | "),
    );
  }
}

async function ask({ chat }: LoadedModel, content: string): Promise<void> {
  const request = { messages: [{ role: "user" as const, content }], maxTokens: 16, temperature: 0 };
  for await (const _ of chat?.chat(request) ?? []);
}
