/**
 * How well passages are found, on questions whose evidence is marked to the character:
 *
 *   node perf/retrieval.ts <folder of chunking_evaluation> [--characters 800] [--questions n]
 *
 * The folder holds `questions_df.csv` (question, references, corpus_id) and `corpora/<id>.md`. Each corpus is a document of its own; a
 * passage is right where it holds a part of the evidence. What has no answer is told from what has one by asking each question of
 * another corpus too.
 */
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { chunkDocument } from "../src/documents/chunk/chunk-document.ts";
import type { FoundPassage } from "../src/documents/index/document-index.ts";
import { openSqliteIndex } from "../src/documents/index/open-sqlite-index.ts";
import { readMarkdown } from "../src/documents/read/read-markdown.ts";
import { parseCsv } from "../src/quality/annotations/parse-csv.ts";
import { auroc } from "../src/stats/auroc.ts";
import { mean } from "../src/stats/centre.ts";
import { meanInterval } from "../src/stats/mean-interval.ts";
import { quantile } from "../src/stats/quantile.ts";
import { createEngines } from "../src/workbench/create-engines.ts";
import { embedTexts, openEmbedder, USUAL_EMBEDDER } from "../src/workbench/documents/open-embedder.ts";
import { loadResolved } from "../src/workbench/model/load-resolved.ts";
import { readWorkspace } from "../src/workbench/workspace.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { characters: { type: "string", default: "800" }, questions: { type: "string", default: "1000" } },
});
const [folder = ""] = positionals;

interface Question {
  readonly text: string;
  readonly corpus: string;
  readonly evidence: readonly { readonly start: number; readonly end: number }[];
}

const questions = readQuestions().slice(0, Number(values.questions));
const workspace = await readWorkspace({ directory: os.tmpdir() });
const engines = createEngines(workspace);
await using embedder = await openEmbedder(USUAL_EMBEDDER, {
  workspace,
  openPart: (part, load) => loadResolved(part, load, { engines, workspace }),
});
const corpora = [...new Set(questions.map(({ corpus }) => corpus))];
const indexes = new Map<string, ReturnType<typeof openSqliteIndex>>();
for (const corpus of corpora) indexes.set(corpus, await build(corpus));
const vectors = await embedTexts(
  questions.map(({ text }) => text),
  embedder.embedding,
  undefined,
);

for (const kind of ["words", "vectors", "both"] as const) {
  const times: number[] = [];
  const found = questions.map((question, at) => {
    const startedMs = performance.now();
    const passages = search(question.corpus, at, kind);
    times.push(performance.now() - startedMs);
    return passages.map((passage) => holdsEvidence(passage, question));
  });
  const recall = found.map((list) => Number(list.slice(0, 5).some(Boolean)));
  console.log(
    `${kind}: recall@5 ${show(recall)}, nDCG@10 ${show(found.map(ndcg))}, search p50 ${quantile(times, 0.5).toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`,
  );
}
const own = questions.map((question, at) => bestCloseness(question.corpus, at));
const other = questions.map((question, at) =>
  bestCloseness(corpora[(corpora.indexOf(question.corpus) + 1) % corpora.length] ?? "", at),
);
const area = auroc(own, other);
console.log(
  `closeness of the best passage tells whose question it is: area ${area?.value.toFixed(3)} [${area?.low.toFixed(3)}, ${area?.high.toFixed(3)}]`,
);
for (const threshold of [0.2, 0.25, 0.3, 0.35, 0.4, 0.45]) {
  const share = (list: readonly number[]) =>
    `${((100 * list.filter((value) => value < threshold).length) / list.length).toFixed(1)} %`;
  console.log(`below ${threshold}: ${share(own)} of questions with an answer, ${share(other)} of those without`);
}
for (const index of indexes.values()) index[Symbol.dispose]();

async function build(corpus: string) {
  const text = readFileSync(path.join(folder, "corpora", `${corpus}.md`), "utf8");
  const passages = chunkDocument(readMarkdown(text), { mostCharacters: Number(values.characters) });
  const startedMs = performance.now();
  const embedded = await embedTexts(
    passages.map((passage) => [passage.headings.join(" > "), passage.text].filter(Boolean).join("\n")),
    embedder.embedding,
    undefined,
  );
  const seconds = (performance.now() - startedMs) / 1000;
  const index = openSqliteIndex(":memory:", { embeddingModel: embedder.digest, dimensions: embedded[0]?.length ?? 0 });
  index.put(
    { name: corpus, digest: "" },
    passages.map((passage, at) => ({ ...passage, vector: embedded[at] })),
  );
  console.log(
    `${corpus}: ${passages.length} passages of ${(text.length / 1000).toFixed(0)} kB, ${(passages.length / seconds).toFixed(0)} passages/s`,
  );
  return index;
}

function search(corpus: string, at: number, kind: "words" | "vectors" | "both"): readonly FoundPassage[] {
  const [question, vector] = [questions[at], vectors[at]];
  const text = kind === "vectors" ? "" : (question?.text ?? "");
  return indexes.get(corpus)?.search({ text, limit: 10, ...(kind !== "words" && vector && { vector }) }) ?? [];
}

function bestCloseness(corpus: string, at: number): number {
  return Math.max(...search(corpus, at, "vectors").map(({ closeness = 0 }) => closeness));
}

function holdsEvidence({ start, end }: FoundPassage, { evidence }: Question): boolean {
  return evidence.some((part) => part.start < end && start < part.end);
}

/** With as many right passages as were found among all, at most: gains are 0 or 1. */
function ndcg(right: readonly boolean[]): number {
  const gain = (at: number) => 1 / Math.log2(at + 2);
  const dcg = right.reduce((sum, isRight, at) => sum + (isRight ? gain(at) : 0), 0);
  const ideal = right.filter(Boolean).reduce((sum, _, at) => sum + gain(at), 0);
  return ideal === 0 ? 0 : dcg / ideal;
}

function show(list: readonly number[]): string {
  const { low = 0, high = 1 } = meanInterval(list) ?? {};
  return `${mean(list).toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
}

function readQuestions(): readonly Question[] {
  const parsed = parseCsv(readFileSync(path.join(folder, "questions_df.csv"), "utf8"), ",");
  if (parsed.type === "broken") throw new Error(parsed.problem.message);
  return parsed.rows.slice(1).map(([text, references, corpus]) => {
    const listed: readonly { readonly start_index: number; readonly end_index: number }[] = JSON.parse(
      references?.text ?? "[]",
    );
    return {
      text: text?.text ?? "",
      corpus: corpus?.text ?? "",
      evidence: listed.map(({ start_index: start, end_index: end }) => ({ start, end })),
    };
  });
}
