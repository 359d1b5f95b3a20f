import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { parseHTML } from "linkedom";
import { notEnough, reportFixture } from "../../../test/fixtures/report/report-fixture.ts";
import type { Sample } from "../../core/sample.ts";
import { toTargetCsv } from "../csv/to-target-csv.ts";
import { createDownloads } from "./downloads-section.ts";
import { type HtmlReportInput, toHtmlReport } from "./to-html-report.ts";

const fixture = reportFixture({ prompts: 5, rounds: 3 });
const evil = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'&\u0000`;

async function render(input: Partial<HtmlReportInput> = {}) {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const page = await toHtmlReport({ ...fixture, document, ...input });
  return { page, document: parseHTML(page).document };
}

test("`toHtmlReport()` needs nothing but itself: no script to run, no address to fetch", async () => {
  const { page, document } = await render();
  assert.equal(document.querySelectorAll("script, link, img, iframe, object, embed, base, form").length, 0);
  assert.doesNotMatch(page, /\s(src|srcset|on\w+)=|url\(|@import/);
  for (const link of document.querySelectorAll("a:not([download])"))
    assert.match(link.getAttribute("href") ?? "", /^#/);
  for (const link of document.querySelectorAll("a[download]"))
    assert.match(link.getAttribute("href") ?? "", /^data:(text\/csv|application\/gzip)[;,]/);
});

test("`toHtmlReport()` links only to what is there, and names nothing twice", async () => {
  const { document } = await render();
  for (const link of document.querySelectorAll("a:not([download])"))
    assert.ok(document.querySelector(link.getAttribute("href") ?? ""), link.getAttribute("href") ?? "");
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  assert.equal(new Set(ids).size, ids.length);
});

test("`toHtmlReport()` draws every chart in a wide and a narrow form, each with words for it", async () => {
  const { document } = await render();
  const figures = [...document.querySelectorAll("figure")].map((figure) => figure.id);
  assert.deepEqual(figures, ["chart-quality", "chart-latency", "chart-timeline"]);
  for (const figure of document.querySelectorAll("figure")) {
    const pictures = [...figure.querySelectorAll("svg[role=img]")];
    assert.equal(pictures.length, 2);
    for (const picture of pictures) assert.ok((picture.getAttribute("aria-label") ?? "").length > 30);
    assert.ok(figure.querySelector("figcaption h3"));
  }
});

test("`toHtmlReport()` draws the time of the run only where a target became slower or faster", async () => {
  const steady = fixture.summary.scorecards.map(({ drift: _, ...card }) => card);
  const { document } = await render({ summary: { ...fixture.summary, scorecards: steady } });
  assert.equal(document.querySelector("#chart-timeline"), null);
});

test("`toHtmlReport()` says what decides, what is open and what failed", async () => {
  const { document } = await render({ recommendation: notEnough });
  const text = (selector: string) => document.querySelector(selector)?.textContent ?? "";
  assert.match(
    text("#verdict .headline"),
    /^Not enough evidence to choose between notes-mini:q4_0 and notes-mini:q8_0/,
  );
  assert.match(text("#verdict"), /excluded: quality >= 0\.8.*unproven: quality >= 0\.8/s);
  assert.match(text("#reasons"), /What would settle it/);
  assert.match(text("#failures"), /device must be present.*assay doctor/s);
  const heads = [...(document.querySelector("#comparison table")?.querySelectorAll("thead th") ?? [])].map(
    (head) => head.textContent,
  );
  assert.deepEqual(
    heads.slice(0, 7).map((head) => head?.trim()),
    [
      "Model",
      "Quality %",
      "Latency p50 ms",
      "First token p50 ms",
      "Decode rate p50 tokens/s",
      "Memory, model MB",
      "Licence",
    ],
  );
  assert.equal(document.querySelector("#comparison table")?.querySelectorAll("tbody tr").length, 5);
  assert.equal(document.querySelectorAll("#answers details.prompt").length, 5);
});

test("`toHtmlReport()` shows untrusted text as text, wherever it stands", async () => {
  const { summary, samples } = reportFixture({ prompts: 2, rounds: 1, answer: evil });
  const rename = (id: string) => `${id}${evil}`;
  const hostile = {
    ...summary,
    run: {
      ...summary.run,
      id: evil,
      plan: { ...summary.run.plan, prompts: { ...summary.run.plan.prompts, name: evil } },
    },
    warnings: [{ code: "notice" as const, message: evil }],
    scorecards: summary.scorecards.map((card) => ({ ...card, target: { ...card.target, id: rename(card.target.id) } })),
  };
  const renamed = samples.map((sample): Sample => ({ ...sample, target: rename(sample.target) }));
  const { document } = await render({ summary: hostile, samples: renamed, recommendation: undefined });
  assert.equal(document.querySelectorAll("img").length, 0);
  assert.equal(document.querySelectorAll("script").length, 0);
  assert.match(document.querySelector("#answers .answer .text")?.textContent ?? "", /<img src=x onerror=alert\(2\)>/);
});

test("`toHtmlReport()` has its data inside, as they were", async () => {
  const { document } = await render();
  const read = (name: string) => {
    const address = document.querySelector(`a[download="${name}"]`)?.getAttribute("href") ?? "";
    return gunzipSync(Buffer.from(address.slice(address.indexOf(",") + 1), "base64")).toString();
  };
  const lines = read("samples.jsonl.gz").trim().split("\n");
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    JSON.parse(JSON.stringify(fixture.samples)),
  );
  assert.deepEqual(JSON.parse(read("report.json.gz")).summary, JSON.parse(JSON.stringify(fixture.summary)));
  const csv = document.querySelector('a[download="report.csv"]')?.getAttribute("href") ?? "";
  assert.equal(decodeURIComponent(csv.slice(csv.indexOf(",") + 1)), toTargetCsv(fixture));
});

test("`createDownloads()` lets go of samples beyond its limit and says so", async () => {
  const downloads = createDownloads(1000);
  for (const sample of fixture.samples) downloads.add(sample);
  const { markup } = (await downloads.section(fixture.summary, undefined)).body;
  assert.match(markup, /raw requests take more than 0\.001 MB and are not in this page/);
  assert.match(markup, /without the single prompts/);
  assert.doesNotMatch(markup, /download="samples/);
});

test("`toHtmlReport()` shows a target that was measured twice in the A/A line alone", async () => {
  const { summary, recommendation } = fixture;
  const [first] = summary.scorecards;
  assert.ok(first);
  const twin = { ...first, target: { ...first.target, id: `${first.target.id}#twin` } };
  const check = { target: first.target.id, twin: twin.target.id, because: "the same 5 answers" };
  const { document } = await render({
    summary: { ...summary, scorecards: [...summary.scorecards, twin] },
    recommendation: {
      ...recommendation,
      aaChecks: [
        { ...check, objective: "quality", state: "passed" },
        { ...check, objective: "latency", state: "undecided" },
      ],
    },
  });
  assert.doesNotMatch(document.body.textContent ?? "", /#twin/);
  assert.match(document.querySelector(".trust")?.textContent ?? "", /passed for quality; undecided for latency/);
});

test("`toHtmlReport()` marks what was found in an answer and says what was not", async () => {
  const { document } = await render();
  assert.ok(document.querySelectorAll("#answers mark").length > 1);
  assert.ok(document.querySelectorAll("#answers .missing li").length > 1);
});

test("`toHtmlReport()` reads samples as they stream in, and gives the same page each time", async () => {
  async function* stream() {
    yield* fixture.samples;
  }
  const [once, again] = [await render(), await render({ samples: stream() })];
  assert.equal(once.page, again.page);
});

test("`toHtmlReport()` shows a run in which everything failed", async () => {
  const failed = fixture.summary.scorecards.filter((card) => card.status === "failed");
  const summary = { ...fixture.summary, scorecards: failed };
  const { document } = await render({ summary, samples: [], recommendation: undefined });
  assert.equal(document.querySelectorAll("figure").length, 0);
  assert.match(document.querySelector("#failures")?.textContent ?? "", /device-absent/);
});

test("`toHtmlReport()` draws no more points than can be seen, and says so", async () => {
  const many = reportFixture({ prompts: 24, rounds: 40, failing: false });
  const { document } = await render({ summary: many.summary, samples: many.samples });
  const dots = document.querySelectorAll("#chart-latency .chart-wide circle").length;
  assert.ok(dots > 1500 && dots <= 2000, String(dots));
  assert.match(
    document.querySelector("#chart-latency figcaption")?.textContent ?? "",
    /500 of 960 requests of A are drawn/,
  );
});
