// Opens the report as a reader does: from disk, on a desk and on a phone, by day and by night.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { parseHTML } from "linkedom";
import { type Browser, chromium } from "playwright-core";
import { toHtmlReport } from "../../src/report/html/to-html-report.ts";
import { chromiumPath, QUIET_FLAGS, skipWithoutChromium } from "../chromium.ts";
import { reportFixture } from "../fixtures/report/report-fixture.ts";

let browser: Browser | undefined;
const folder = mkdtempSync(join(tmpdir(), "assay-report-"));
const file = join(folder, "report.html");

before(async () => {
  if (chromiumPath === undefined) return;
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  writeFileSync(file, await toHtmlReport({ ...reportFixture({ prompts: 8 }), document }));
  browser = await chromium.launch({ executablePath: chromiumPath, args: QUIET_FLAGS });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

for (const width of [1280, 390])
  for (const colorScheme of ["light", "dark"] as const)
    test(`the report page reads well at ${width} px in the ${colorScheme}`, { skip: skipWithoutChromium }, async () => {
      assert.ok(browser);
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
      const page = await context.newPage();
      const noise: string[] = [];
      page.on("console", (message) => noise.push(message.text()));
      page.on("pageerror", (error) => noise.push(error.message));
      page.on("request", (request) => noise.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      assert.deepEqual(noise, [pathToFileURL(file).href], "one request, no messages");

      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, "nothing overflows");
      const screen = await page.locator("#verdict .trust").boundingBox();
      assert.ok(screen && (width < 640 || screen.y + screen.height <= 900), "the first screen holds the whole verdict");
      for (const fold of await page.locator("details.fold > summary").all()) await fold.click();
      assert.equal(await page.locator("figure svg[role=img]:visible").count(), 3);
      const text = page.locator("figure svg[role=img]:visible text").first();
      const size = await text.evaluate((element) => {
        const scale = (element as SVGTextElement).getScreenCTM()?.a ?? 0;
        return Number.parseFloat(getComputedStyle(element).fontSize) * scale;
      });
      assert.ok(size >= 10.5, `text of a chart is ${size} px`);

      const shown = await page.locator("details.prompt:visible").count();
      await page.getByLabel("Only where they differ").check();
      const differing = await page.locator("details.prompt:visible").count();
      assert.ok(differing > 0 && differing < shown, `${differing} of ${shown} prompts differ`);
      await page.getByLabel("Only where they differ").uncheck();
      await page.locator("details.prompt > summary").nth(4).click();
      assert.ok(await page.getByText("ended at the token limit").first().isVisible());
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)]),
        [],
      );
      await context.close();
    });

test("the report page hands out its data", { skip: skipWithoutChromium }, async () => {
  assert.ok(browser);
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.locator("#downloads summary").click();
  for (const name of ["report.csv", "report.json.gz", "samples.jsonl.gz"]) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
    assert.equal(download.suggestedFilename(), name);
    assert.ok(statSync(await download.path()).size > 500, name);
  }
  await page.close();
});

test("a link to a word opens the words", { skip: skipWithoutChromium }, async () => {
  assert.ok(browser);
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  await page.locator("#comparison thead a").first().click();
  assert.ok(await page.locator("#word-quality dd").isVisible());
  await page.close();
});
