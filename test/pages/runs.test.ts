import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import { skipWithoutChromium } from "../chromium.ts";
import { recordRun } from "../fixtures/service/record-run.ts";
import { openPages } from "./open-pages.ts";

const OLDER = "2026-11-28T09-10-11-first";
const NEWER = "2026-11-29T09-10-11-second";
const TAKE_SMALL = { verdict: "Take small.", winner: "small" };

/** Runs of a test measure neither the harness nor cold loads. */
function startQuickly(page: Page): Promise<void> {
  return page
    .route("**/assay/v1/runs", (route) => {
      const body = route.request().postDataJSON();
      return body === null
        ? route.continue()
        : route.continue({ postData: { ...body, coldLoad: false, calibration: false, warmUp: 0 } });
    })
    .then(() => {});
}

describe("the room of runs", { skip: skipWithoutChromium }, () => {
  it("says what to do where there is no run", async (test) => {
    const { page, open, noise, findBarriers } = await openPages(test);
    await open("runs");
    await page.getByText("Nothing has been measured yet").waitFor();
    await page.getByText("assay bench").waitFor();
    assert.deepEqual(await findBarriers(), []);
    assert.deepEqual(noise, []);
  });

  it("lists runs with verdict and state, finds them by words, and shows damaged ones, at 390 px in the dark", async (test) => {
    const { page, open, service, noise, findBarriers } = await openPages(test, {
      browser: { viewport: { width: 390, height: 900 }, colorScheme: "dark" },
    });
    await recordRun(service.folder, { id: OLDER, verdict: TAKE_SMALL });
    await recordRun(service.folder, { id: NEWER });
    const broken = join(service.folder, "runs", "2026-11-27T00-00-00-broken");
    mkdirSync(broken);
    writeFileSync(join(broken, "run.json"), "{");
    await open("runs");
    const lines = page.getByRole("listitem");
    await lines.first().waitFor();
    assert.match((await lines.allTextContents()).join("\n"), /interrupted\n.*Take small\..*\n.*damaged/s);
    assert.deepEqual(await findBarriers(), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
    await page.getByRole("searchbox").fill("take small");
    assert.equal(await lines.count(), 1);
    await page.getByRole("searchbox").fill("nothing like it");
    await page.getByText("No run has all of these words").waitFor();
    assert.deepEqual(noise, []);
  });

  it("shows the answer first, then figures with intervals and the picture, and links to the whole report", async (test) => {
    const { page, open, service, noise, findBarriers } = await openPages(test);
    await recordRun(service.folder, { id: NEWER, verdict: TAKE_SMALL });
    await open(`runs/${NEWER}`);
    await page.getByRole("img", { name: /Quality against latency/ }).waitFor();
    await page.getByRole("heading", { level: 1 }).waitFor();
    const table = page.getByRole("table", { name: "Comparison of the models" });
    assert.match((await table.textContent()) ?? "", /Latency p50ms.*small.*\[.*large/s);
    assert.deepEqual(await findBarriers(), []);
    const opened = page.context().waitForEvent("page");
    await page.getByRole("link", { name: "Full report" }).click();
    await (await opened).getByRole("heading", { name: "Comparison" }).waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV" }).click();
    assert.equal((await saved).suggestedFilename(), `${NEWER}-report.csv`);
    assert.deepEqual(noise, []);
  });

  it("compares two runs that are picked, by keyboard, in the words of the service", async (test) => {
    const { page, open, service, noise, findBarriers } = await openPages(test);
    await recordRun(service.folder, { id: OLDER, verdict: TAKE_SMALL });
    await recordRun(service.folder, { id: NEWER, verdict: TAKE_SMALL });
    await open("runs");
    for (const id of [NEWER, OLDER]) {
      await page.getByLabel(`Pick ${id} to compare`).focus();
      await page.keyboard.press("Space");
    }
    await page.getByRole("link", { name: "Compare these two" }).focus();
    await page.keyboard.press("Enter");
    await page
      .getByText(/latency 1\.00x at p50/)
      .first()
      .waitFor();
    await page
      .getByRole("table", { name: `Figures of ${OLDER}` })
      .first()
      .waitFor();
    assert.deepEqual(await findBarriers(), []);
    assert.deepEqual(noise, []);
  });

  it("removes a run once it is confirmed", async (test) => {
    const { page, open, service } = await openPages(test);
    await recordRun(service.folder, { id: OLDER, verdict: TAKE_SMALL });
    await open(`runs/${OLDER}`);
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("alert").getByRole("button", { name: "Remove" }).click();
    await page.getByText("Nothing has been measured yet").waitFor();
  });

  it("starts a run with prompts of one's own, shows it live, also in another tab, and the verdict at its end", async (test) => {
    const script = { tokens: ["one ", "two ", "three"], tokenMs: 25 };
    const { page, open, service, noise, findBarriers } = await openPages(test, {
      models: { first: { script }, second: { script } },
      browser: { viewport: { width: 390, height: 900 } },
    });
    await startQuickly(page);
    await open("runs");
    await page.getByRole("link", { name: "Measure models" }).first().click();
    await page.getByLabel(/^first/).check();
    await page.getByLabel(/^second/).check();
    await page.getByLabel("My own").check();
    assert.deepEqual(await findBarriers(), []);
    const other = await page.context().newPage();
    await other.goto(`${service.url}/#/runs`);
    await page.getByLabel("Own prompts").fill("One?\n\nTwo\nlines?\n\n\nThree?");
    await page.getByLabel(/^Rounds/).fill("20");
    await page.getByText("2 models × 3 prompts × 20 rounds: 120 requests").waitFor();
    await page.getByRole("button", { name: "Start measuring" }).click();
    await page.getByRole("heading", { name: /[1-9]\d* of 120 requests/ }).waitFor();
    await page.getByText(/About \d+ s left/).waitFor();
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
    assert.deepEqual(await findBarriers(), []);
    await other.getByRole("progressbar", { name: /Requests of/ }).waitFor();
    // As when the service is started anew: both tabs follow the run again.
    service.app.server.closeAllConnections();
    await page.getByText("Recommendation").waitFor();
    await page.getByRole("table", { name: "Comparison of the models" }).waitFor();
    await other.getByRole("progressbar").waitFor({ state: "detached" });
    assert.deepEqual(
      noise.filter((line) => !line.includes("ERR_")),
      [],
    );
  });

  it("stops a run of a real model, offers it after a reload, and goes on with it to its end", async (test) => {
    const { page, open } = await openPages(test);
    await startQuickly(page);
    await open("runs/new?model=notes-mini:q8_0");
    await page.getByLabel("My own").check();
    await page.getByLabel("Own prompts").fill("Summarize: Karl will test the battery by Tuesday.");
    await page.getByLabel(/^Rounds/).fill("100");
    await page.getByRole("button", { name: "Start measuring" }).click();
    await page.getByRole("heading", { name: /[1-9]\d* of 100 requests/ }).waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByRole("button", { name: "Resume" }).waitFor();
    await page.reload();
    await page.getByText(/The run was stopped: \d+ of 100 requests/).waitFor();
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("heading", { name: /Measured: notes-mini/ }).waitFor({ timeout: 120_000 });
  });

  it("offers a run that was cut to be resumed, and says why it cannot be", async (test) => {
    const { page, open, service } = await openPages(test);
    await recordRun(service.folder, { id: OLDER });
    await open(`runs/${OLDER}`);
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("alert").first().waitFor();
  });

  it("says in place why a run cannot begin", async (test) => {
    const { page, open } = await openPages(test, {
      models: { far: { endpoint: { baseUrl: "http://127.0.0.1:9/v1", model: "far" } } },
    });
    await open("runs/new?model=far");
    await page.getByRole("button", { name: "Start measuring" }).click();
    await page
      .getByRole("alert")
      .getByText(/127\.0\.0\.1:9/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Start measuring" }).waitFor();
  });

  it("says which run is not there", async (test) => {
    const { page, open } = await openPages(test);
    await open("runs/2026-01-01T00-00-00-none");
    await page
      .getByRole("alert")
      .getByText(/2026-01-01T00-00-00-none/)
      .waitFor();
  });
});
