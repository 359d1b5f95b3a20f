// What the pages cost: compressed script, first paint, and how long the main thread stands still while answers come.
// node perf/pages.ts [rounds]. The models are scripts of 100 tokens a second, first in turn, then both at once.
import { globSync, readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { chromium, type Page } from "playwright-core";
import { median } from "../src/stats/centre.ts";
import { quantile } from "../src/stats/quantile.ts";
import { chromiumPath, QUIET_FLAGS } from "../test/chromium.ts";
import { measureRooms } from "../tools/measure-rooms.ts";
import { startService } from "./start-service.ts";

const rounds = Number(process.argv[2] ?? 5);
/** How often the main thread is looked at; a later look is a stall. */
const BEAT_MS = 5;
const TOKENS = Array.from({ length: 400 }, (_, index) => (index % 12 === 11 ? "word.\n\n" : "word "));
const script = { tokens: TOKENS, firstTokenMs: 50, tokenMs: 10 };

await import("../tools/build-pages.ts");
for (const [name, files] of [
  ["script of all rooms and grammars", globSync("dist/web/{main.js,chunks/*.js}")],
  ["style sheet", globSync("dist/web/*.css")],
  ["worker of models in the page", ["dist/web/model-worker.js"]],
] as const)
  console.log(
    `${name.padEnd(34)} ${sizeOf(files, gzipSync)} kB by gzip, ${sizeOf(files, brotliCompressSync)} kB by brotli`,
  );

const { rooms, allBytes } = await measureRooms();
for (const [room, bytes] of [...rooms, ["all rooms, grammars left out", allBytes] as const])
  console.log(`${`script of ${room}`.padEnd(34)} ${(bytes / 1000).toFixed(1)} kB by gzip`);

await using service = await startService({ first: { script }, second: { script } });
const browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: [...QUIET_FLAGS] });
try {
  console.log(`${"script that the Lab loads".padEnd(34)} ${sizeOf(await listLoaded(), gzipSync)} kB by gzip`);
  const paints: number[] = [];
  for (let round = 0; round < rounds; round += 1) paints.push(await readFirstPaint());
  const [low, high] = [Math.min(...paints), Math.max(...paints)];
  console.log(
    `${"first paint, nothing cached".padEnd(34)} ${median(paints).toFixed(0)} ms (${low.toFixed(0)} to ${high.toFixed(0)}, n = ${rounds})`,
  );
  for (const order of ["one after the other", "both at once"]) {
    const late = await watchAnswers(order);
    console.log(
      `${`stalls, ${order}`.padEnd(34)} p99 ${quantile(late, 0.99).toFixed(1)} ms, longest ${Math.max(...late).toFixed(0)} ms (n = ${late.length} looks)`,
    );
  }
} finally {
  await browser.close();
}

function sizeOf(files: readonly string[], compress: (content: Buffer) => Buffer): string {
  return (files.reduce((sum, file) => sum + compress(readFileSync(file)).length, 0) / 1000).toFixed(1);
}

async function openLab(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${service.url}/#/lab`);
  await page.getByRole("button", { name: "Ask both" }).waitFor();
  return page;
}

/** Scripts that the browser asks for until the Lab can be used. */
async function listLoaded(): Promise<readonly string[]> {
  const page = await (await browser.newContext()).newPage();
  const files: string[] = [];
  page.on("response", (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith(".js")) files.push(pathname.replace("/web/", "dist/web/"));
  });
  await page.goto(`${service.url}/#/lab`);
  await page.getByRole("button", { name: "Ask both" }).waitFor();
  await page.context().close();
  return files;
}

async function readFirstPaint(): Promise<number> {
  const page = await openLab();
  const ms = await page.evaluate(
    () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
  );
  await page.context().close();
  return ms;
}

/** How late each look at the main thread was, in ms, from the first token on. */
async function watchAnswers(order: string): Promise<readonly number[]> {
  const page = await openLab();
  for (const [letter, id] of [
    ["A", "first-generic-cpu:1"],
    ["B", "second-generic-cpu:1"],
  ] as const)
    await page.getByLabel(`Model ${letter}`, { exact: true }).getByRole("combobox").selectOption(id);
  await page.getByLabel("In which order").selectOption(order);
  await page.getByText("System prompt and sampling").click();
  await page.getByLabel("Most tokens of an answer").fill(String(TOKENS.length));
  await page.getByRole("button", { name: "Ask both" }).click();
  await page
    .getByRole("button", { name: /Stop [AB]/ })
    .first()
    .waitFor();
  await page.evaluate((beatMs) => {
    const late: number[] = [];
    let due = performance.now() + beatMs;
    setInterval(() => {
      late.push(Math.max(0, performance.now() - due));
      due = performance.now() + beatMs;
    }, beatMs);
    Object.assign(globalThis, { late });
  }, BEAT_MS);
  await page.getByRole("button", { name: "Ask both" }).waitFor({ timeout: 60_000 });
  const late = await page.evaluate(() => (globalThis as unknown as { late: number[] }).late);
  await page.context().close();
  return late;
}
