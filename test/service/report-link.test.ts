// How our own page shows the report of a run, in a real browser: the report must neither reach what the page can, nor lose its own style.
import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { type BrowserContext, chromium, type Frame, type Page } from "playwright-core";
import type { ServiceIdentity } from "../../src/workbench/service-control/service-state.ts";
import { chromiumPath, skipWithoutChromium } from "../chromium.ts";
import { recordRun } from "../fixtures/service/record-run.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";

const ID = "2026-11-20T10-00-00-first";
const PATH = `/assay/v1/runs/${ID}/report.html`;

/** As strict as our own page is, isolated from other origins. */
const SHELL_HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'; style-src 'self'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
};

describe("the report of a run in a real browser", { skip: skipWithoutChromium }, () => {
  it("opens in a tab and in a frame by its link, styled, and reaches nothing of ours", async (test) => {
    await using browser = await launch();
    const { page, url, context } = await openShell(test, browser);
    const link = await ticketFor(page, PATH);
    const tab = await openTab(context, page, url + link);
    await requireHarmless(tab, url);
    assert.equal(await tab.evaluate(() => window.opener), null);
    await tab.reload();
    assert.equal(await tab.locator("h1").count(), 1, "it may be loaded again");
    await tab.locator("#downloads summary").click();
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.getByText("report.csv").first().click()]);
    assert.equal(download.suggestedFilename(), "report.csv");

    await page.evaluate((src) => {
      document.body.append(Object.assign(document.createElement("iframe"), { src }));
    }, link);
    await page.frameLocator("iframe").locator("h1").waitFor();
    const [frame] = page.frames().filter((one) => one !== page.mainFrame());
    assert.ok(frame);
    await requireHarmless(frame, url);
  });

  it("is saved by a link", async (test) => {
    await using browser = await launch();
    const { page, url, context } = await openShell(test, browser);
    const link = await ticketFor(page, `/assay/v1/runs/${ID}/samples.csv`);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.evaluate((href) => Object.assign(document.createElement("a"), { href }).click(), url + link),
    ]);
    assert.equal(download.suggestedFilename(), `${ID}-samples.csv`);
    await context.close();
  });

  it("does not open without a ticket, nor from another site with one", async (test) => {
    await using browser = await launch();
    const { page, url } = await openShell(test, browser);
    const link = await ticketFor(page, PATH);
    const statusOf = (address: string) => page.evaluate(async (one) => (await fetch(one)).status, address);
    assert.deepEqual([await statusOf(PATH), await statusOf(link)], [403, 200]);
    const site = url.replace("127.0.0.1", "evil.example");
    const stranger = await (await browser.newContext()).newPage();
    await stranger.route(`${site}/`, (route) => route.fulfill({ contentType: "text/html", body: "<p>site" }));
    await stranger.goto(`${site}/`);
    const [response] = await Promise.all([
      stranger.waitForResponse((one) => one.url() === url + link),
      stranger.evaluate((href) => location.assign(href), url + link),
    ]);
    assert.equal(response.status(), 403);
  });

  it("would as a blob: of the page lose its style and be of the page's own origin", async (test) => {
    await using browser = await launch();
    const { page, context } = await openShell(test, browser);
    const link = await ticketFor(page, PATH);
    const blob = await page.evaluate(async (path) => URL.createObjectURL(await (await fetch(path)).blob()), link);
    const tab = await openTab(context, page, blob);
    assert.equal(await tab.evaluate(() => self.origin), new URL(page.url()).origin);
    assert.equal(await isStyled(tab), false);
  });
});

function launch() {
  const args = ["--no-sandbox", "--host-resolver-rules=MAP evil.example 127.0.0.1"];
  return chromium.launch({ executablePath: chromiumPath ?? "", args });
}

async function openShell(test: TestContext, browser: Awaited<ReturnType<typeof launch>>) {
  const { url, folder } = await startTestService(test, {
    process: { identity: { settings: {} } as ServiceIdentity, isStopping: () => false, stop: async () => {} },
    extend: (app) => {
      app.get("/page", { config: { access: "inference" } }, async (_request, reply) =>
        reply.headers(SHELL_HEADERS).type("text/html").send("<!doctype html><title>Assay</title><body>"),
      );
    },
  });
  await recordRun(folder, { id: ID, verdict: {} });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/page`);
  return { url, context, page };
}

/** Asks as our own page does. */
async function ticketFor(page: Page, path: string): Promise<string> {
  return page.evaluate(async (path) => {
    const headers = { "content-type": "application/json", "assay-session": "test" };
    const response = await fetch("/assay/v1/tickets", { method: "POST", headers, body: JSON.stringify({ path }) });
    return (await response.json()).url;
  }, path);
}

async function openTab(context: BrowserContext, page: Page, href: string): Promise<Page> {
  const [tab] = await Promise.all([
    context.waitForEvent("page"),
    page.evaluate((href) => {
      Object.assign(document.createElement("a"), { href, target: "_blank", rel: "noopener" }).click();
    }, href),
  ]);
  await tab.locator("h1").waitFor({ state: "attached" });
  return tab;
}

function isStyled(place: Page | Frame): Promise<boolean> {
  return place.evaluate(
    () => getComputedStyle(document.querySelector(".skip") ?? document.body).position === "absolute",
  );
}

/** Even a script that found its way into it, as this one by the browser's own tools, could do nothing. */
async function requireHarmless(place: Page | Frame, url: string): Promise<void> {
  assert.ok(await isStyled(place));
  const found = await place.evaluate(async (base) => {
    const tried = async (what: () => unknown) => {
      try {
        await what();
        return "done";
      } catch (error) {
        return (error as Error).name;
      }
    };
    const headers = { "assay-session": "test" };
    return {
      origin: self.origin,
      fetched: await tried(() => fetch(`${base}/assay/v1/service`, { headers })),
      inference: await tried(() => fetch(`${base}/v1/models`)),
      stored: await tried(() => localStorage.length),
      shell: await tried(() => (window.parent === window ? undefined : window.parent.document.body)),
      script: await tried(() => {
        const script = Object.assign(document.createElement("script"), { textContent: "window.ran = true" });
        document.body.append(script);
        if (!("ran" in window)) throw new TypeError("not run");
      }),
    };
  }, url);
  const shell = "page" in place ? "SecurityError" : "done";
  assert.deepEqual(found, {
    origin: "null",
    fetched: "TypeError",
    inference: "TypeError",
    stored: "SecurityError",
    shell,
    script: "TypeError",
  });
}
