// Seconds and peak memory of the reports of a run of 100,000 samples: node perf/report-large-run.ts [samples]

import { once } from "node:events";
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseHTML } from "linkedom";
import { summarizeRun } from "../src/bench/summary/summarize-run.ts";
import type { JournalEntry } from "../src/core/run.ts";
import type { Sample } from "../src/core/sample.ts";
import { toSampleCsv } from "../src/report/csv/to-sample-csv.ts";
import { toHtmlReport } from "../src/report/html/to-html-report.ts";
import { toReportJson } from "../src/report/json/to-report-json.ts";
import { toMarkdown } from "../src/report/markdown/to-markdown.ts";
import { reportJournal } from "../test/fixtures/report/report-journal.ts";

const TARGETS = 4;
const PROMPTS = 500;
const samples = Number(process.argv[2] ?? 100_000);
const { run, entries } = reportJournal({
  prompts: PROMPTS,
  rounds: Math.max(1, Math.round(samples / TARGETS / PROMPTS)),
  failing: false,
});
const folder = mkdtempSync(join(tmpdir(), "assay-perf-"));
const journal = join(folder, "samples.jsonl");

await timed("write the journal (not part of a report)", async () => {
  const file = createWriteStream(journal);
  for (const entry of entries()) if (!file.write(`${JSON.stringify(entry)}\n`)) await once(file, "drain");
  file.end();
  await once(file, "close");
  return `${megabytes(statSync(journal).size)} in ${run.plan.rounds * PROMPTS * TARGETS} samples`;
});

let all: JournalEntry[] = [];
await timed("read and parse the journal", async () => {
  for await (const entry of readJournal()) all.push(entry);
  return `${all.length} entries`;
});
const summary = await timed(
  "summarise",
  async () => summarizeRun(run, all),
  () => "",
);
all = [];
const { document } = parseHTML("<!doctype html><html><body></body></html>");
await timed("html, samples streamed from the journal", async () => {
  const page = await toHtmlReport({ summary, samples: readSamples(), document });
  writeFileSync(join(folder, "report.html"), page);
  return megabytes(Buffer.byteLength(page));
});
await timed("json", async () => megabytes(JSON.stringify(toReportJson({ summary })).length));
await timed("markdown", async () => megabytes(toMarkdown({ summary }).length));
await timed("samples as csv, streamed", async () => {
  let length = 0;
  for await (const line of toSampleCsv(readSamples())) length += line.length;
  return megabytes(length);
});
rmSync(folder, { recursive: true });

async function* readJournal(): AsyncGenerator<JournalEntry> {
  await using file = await open(journal);
  for await (const line of createInterface({ input: file.createReadStream({ autoClose: false }) }))
    yield JSON.parse(line);
}

async function* readSamples(): AsyncGenerator<Sample> {
  for await (const entry of readJournal()) if (entry.type === "sample") yield entry;
}

async function timed<T>(name: string, work: () => Promise<T>, tell: (result: T) => string = String): Promise<T> {
  const start = performance.now();
  const result = await work();
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  const { rss } = process.memoryUsage();
  const peak = process.resourceUsage().maxRSS * 1024;
  console.log(`${name}: ${seconds} s, ${megabytes(rss)} now, ${megabytes(peak)} at most so far; ${tell(result)}`);
  return result;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
