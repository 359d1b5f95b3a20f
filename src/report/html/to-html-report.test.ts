import assert from "node:assert/strict";
import { test } from "node:test";
import { parseHTML } from "linkedom";
import { notEnough, reportFixture } from "../../../test/fixtures/report/report-fixture.ts";
import type { Sample } from "../../core/sample.ts";
import { createEmbeddedData } from "./embedded-data.ts";
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
  for (const script of document.querySelectorAll("script"))
    assert.equal(script.getAttribute("type"), "application/json");
  assert.equal(document.querySelectorAll("link, img, iframe, object, embed, base, form").length, 0);
  assert.doesNotMatch(page, /\s(src|srcset|on\w+)=|url\(|@import/);
  for (const link of document.querySelectorAll("a")) assert.match(link.getAttribute("href") ?? "", /^#/);
});

test("`toHtmlReport()` links only to what is there, and names nothing twice", async () => {
  const { document } = await render();
  for (const link of document.querySelectorAll("a"))
    assert.ok(document.querySelector(link.getAttribute("href") ?? ""), link.getAttribute("href") ?? "");
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  assert.equal(new Set(ids).size, ids.length);
});

test("`toHtmlReport()` draws every chart in a wide and a narrow form, each with words for it", async () => {
  const { document } = await render();
  const figures = [...document.querySelectorAll("figure")].map((figure) => figure.id);
  assert.deepEqual(figures, ["chart-quality", "chart-latency", "chart-speed", "chart-prompts", "chart-timeline"]);
  for (const figure of document.querySelectorAll("figure")) {
    const pictures = [...figure.querySelectorAll("svg[role=img]")];
    assert.equal(pictures.length, 2);
    for (const picture of pictures) assert.ok((picture.getAttribute("aria-label") ?? "").length > 30);
    assert.ok(figure.querySelector("figcaption h3"));
  }
});

test("`toHtmlReport()` says what decides, what is open and what failed", async () => {
  const { document } = await render({ recommendation: notEnough });
  const text = (selector: string) => document.querySelector(selector)?.textContent ?? "";
  assert.match(
    text("#verdict .headline"),
    /^Not enough evidence to choose between notes-mini:q4_0 and notes-mini:q8_0/,
  );
  assert.match(text("#verdict"), /What would settle it/);
  assert.match(text("#failures"), /device must be present.*assay doctor/s);
  const bodies = [...document.querySelectorAll("#comparison tbody")];
  assert.deepEqual(
    bodies.map((body) => body.querySelectorAll("tr").length),
    [5, 5],
    "the comparison, and where the time goes",
  );
  assert.equal(document.querySelectorAll("#answers details").length, 5);
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
  assert.equal(document.querySelectorAll("script:not([type='application/json'])").length, 0);
  assert.match(document.querySelector("#answers .answer .text")?.textContent ?? "", /<img src=x onerror=alert\(2\)>/);
});

test("`toHtmlReport()` embeds the raw samples and the report, readable as they were", async () => {
  const { document } = await render();
  const read = (id: string) => JSON.parse(document.querySelector(`#${id}`)?.textContent ?? "");
  assert.deepEqual(read("assay-samples"), JSON.parse(JSON.stringify(fixture.samples)));
  assert.deepEqual(read("assay-report").summary, JSON.parse(JSON.stringify(fixture.summary)));
});

test("`createEmbeddedData()` lets go of samples beyond its limit and says so", () => {
  const data = createEmbeddedData(1000);
  for (const sample of fixture.samples) data.add(sample);
  const { markup } = data.section({ schema: 3, type: "assay-report", summary: fixture.summary, metrics: [] }).body;
  assert.match(markup, /raw samples take more than 0\.001 MB and are not in this page/);
  assert.match(markup, /leaves out the single prompts/);
  assert.doesNotMatch(markup, /id="assay-samples"/);
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
