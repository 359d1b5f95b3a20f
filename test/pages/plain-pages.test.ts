import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium, type Page } from "playwright-core";
import { chromiumPath, QUIET_FLAGS, skipWithoutChromium } from "../chromium.ts";
import { createPlayedModel, textEvents } from "../fixtures/service/create-played-model.ts";
import { startTestService } from "../fixtures/service/start-test-service.ts";
import { makeFolder } from "../make-folder.ts";

/** The workshop's own page, where somebody has put it. */
const WORKSHOP_PAGE = resolve("../shared/workshop/webgpu_demo.html");

describe("pages of plain JavaScript, opened from disk", { skip: skipWithoutChromium }, () => {
  it("stream two models in turn, chart their latency and answer from documents", async (test) => {
    const models = {
      alpha: { script: { tokens: ["From ", "alpha."] } },
      beta: { script: { tokens: ["From ", "beta."] } },
    };
    const service = await startTestService(test, { models, security: { allowFilePages: true } });
    const page = await openPage(test);
    await page.goto(`${pathToFileURL(resolve("examples/page/compare-two.html"))}?service=${service.url}`);
    await pick(page, "Model A", /^alpha/);
    await pick(page, "Model B", /^beta/);
    await page.getByLabel("Documents").fill("Oslo is cold.");
    const sent = page.waitForRequest(/completions$/);
    await page.getByRole("button", { name: "Ask" }).click();
    assert.match((await sent).postData() ?? "", /documents:\\n\\nOslo is cold\./);
    await page.getByText("From alpha.").waitFor();
    await page.getByRole("cell", { name: /^alpha/ }).waitFor();
    await page.getByRole("radio", { name: "B" }).check();
    await page.getByRole("button", { name: "Ask" }).click();
    await page.getByText("From beta.").waitFor();
    await page.getByRole("cell", { name: /^beta/ }).waitFor();
    assert.equal(await page.locator("#chart circle").count(), 2);
  });

  it("says what to do where no service answers", async (test) => {
    const page = await openPage(test);
    await page.goto(`${pathToFileURL(resolve("examples/page/compare-two.html"))}?service=http://127.0.0.1:9`);
    await page.getByText('http://127.0.0.1:9 does not answer. Start it with "assay service start"').waitFor();
  });

  it("let the workshop's own page ask", {
    skip: !existsSync(WORKSHOP_PAGE) && "the workshop's page is not here",
  }, async (test) => {
    const played = createPlayedModel(textEvents("It stays ", "private."));
    const service = await startTestService(test, {
      chats: { "phi-4-mini": played },
      security: { allowFilePages: true },
    });
    const file = join(makeFolder(test), "webgpu_demo.html");
    writeFileSync(file, readFileSync(WORKSHOP_PAGE, "utf8").replaceAll("http://localhost:5273", service.url));
    const page = await openPage(test);
    await page.goto(pathToFileURL(file).href);
    await page.fill("#prompt", "Why local?");
    await page.click("#run");
    await page.getByText("It stays private.").waitFor();
    assert.equal(played.requests[0]?.maxTokens, 200);
  });
});

async function pick(page: Page, label: string, name: RegExp): Promise<void> {
  const select = page.getByLabel(label);
  await select.selectOption({ label: (await select.getByRole("option", { name }).textContent()) ?? "" });
}

async function openPage(test: TestContext): Promise<Page> {
  const browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: [...QUIET_FLAGS] });
  test.after(() => browser.close());
  return await browser.newPage();
}
