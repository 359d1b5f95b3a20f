import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { skipWithoutChromium } from "../chromium.ts";
import { type Hub, startHub } from "../fixtures/hub/start-hub.ts";
import { openPages } from "./open-pages.ts";

const FILE = "assay-notes-mini-q8_0.gguf";
const LATER = { hub: { repo: "assay/notes-mini-GGUF", file: FILE }, sizeBytes: 6_268_224, licence: "cc-by-nc-4.0" };

async function openHub(
  test: TestContext,
): Promise<{ readonly hub: Hub; readonly env: { readonly HF_ENDPOINT: string } }> {
  const hub = await startHub();
  test.after(() => hub[Symbol.asyncDispose]());
  return { hub, env: { HF_ENDPOINT: hub.url } };
}

describe("the room of models", { skip: skipWithoutChromium }, () => {
  it("finds models by words and filters, and tells what they need, at 390 px in the dark", async (test) => {
    const { page, open, noise, findBarriers } = await openPages(test, {
      models: {
        huge: { ...LATER, sizeBytes: 9e14 },
        gone: { file: "./gone.gguf" },
        quick: { script: { tokens: ["one"] } },
      },
      browser: { viewport: { width: 390, height: 900 }, colorScheme: "dark" },
    });
    await open("models?search=notes-mini");
    const line = page.getByRole("listitem").filter({ hasText: "notes-mini:q4_0" });
    await line.getByText(/MB of .* free/).waitFor();
    assert.equal(await page.getByRole("listitem").filter({ hasText: "phi-4" }).count(), 0);
    await line.getByText("Details").click();
    await line.getByText("1024 tokens").waitFor();

    const search = page.getByRole("searchbox");
    await search.fill("gone");
    await page
      .getByText(/gone\.gguf/)
      .first()
      .waitFor();
    await search.fill("huge");
    await page.getByText("not for commercial use").waitFor();
    await page.getByLabel("Fits the memory").check();
    await page.getByText("No model matches").waitFor();
    await search.fill("");
    await page.getByLabel("Here", { exact: true }).check();
    await page.getByRole("combobox").selectOption("embedding");
    assert.deepEqual(await page.getByRole("heading", { level: 3 }).allTextContents(), ["all-minilm-l6-v2:q8_0"]);
    assert.deepEqual(await findBarriers(), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
    assert.deepEqual(noise, []);
  });

  it("opens the chat and the Lab with a model that is to be tried", async (test) => {
    const { page, open } = await openPages(test);
    const isChosen = () =>
      [...document.querySelectorAll("select")].some(({ value }) => value.startsWith("notes-mini-q4_0"));
    await open("models?search=notes-mini:q4_0");
    await page.getByRole("link", { name: "Try notes-mini:q4_0" }).click();
    await page.waitForFunction(isChosen);
    await open("models?search=notes-mini:q4_0");
    await page.getByText("Details").first().click();
    await page.getByRole("link", { name: "Compare it in the Lab" }).click();
    await page.waitForFunction(isChosen);
  });

  it("goes on with a download where it was stopped, also from another room", async (test) => {
    const { hub, env } = await openHub(test);
    hub.faults.set(FILE, { type: "stall", afterBytes: 2_000_000 });
    const { page, open } = await openPages(test, { models: { later: LATER }, env });
    await open("models?search=later");
    await page.getByRole("button", { name: "Download later" }).click();
    await page.getByText(/MB of 6\.27 MB/).waitFor();
    await page.getByText(FILE).first().waitFor();
    await open("runs");
    await page.getByRole("heading", { name: "Runs" }).waitFor();
    await open("models?search=later");
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("What came is kept").waitFor();
    hub.faults.clear(FILE);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("button", { name: "Load later" }).waitFor();
    assert.ok(hub.sentBytes(/lfs/) < 2 * LATER.sizeBytes);
  });

  it("says in place why a download failed and what to do next, and tries again", async (test) => {
    const { hub, env } = await openHub(test);
    hub.faults.set("*", { type: "gate", status: 403 });
    const { page, open } = await openPages(test, { models: { later: LATER }, env });
    await open("models?search=later");
    await page.getByRole("button", { name: "Download later" }).click();
    const alert = page.getByRole("alert");
    await alert
      .getByText(/licence/)
      .first()
      .waitFor();
    hub.faults.clear("*");
    await alert.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("button", { name: "Load later" }).waitFor();
  });

  it("shows measured memory of what any tab has loaded, and refuses what has no room with the next step", async (test) => {
    const { page, open, service } = await openPages(test, { env: { ASSAY_SERVICE_MEMORY_LIMIT: "200MB" } });
    await open("models?search=notes-micro:q8_0");
    await page.getByRole("button", { name: "Load notes-micro:q8_0" }).click();
    const other = await page.context().newPage();
    await other.goto(`${service.url}/#/models`);
    await other.getByText(/measured now/).waitFor();
    await other.getByRole("button", { name: "Unload notes-micro:q8_0" }).click();
    await page.getByRole("button", { name: "Load notes-micro:q8_0" }).waitFor();
    await other.getByRole("button", { name: "Load all-minilm-l6-v2:q8_0" }).click();
    await other
      .getByRole("alert")
      .getByText(/memory/)
      .first()
      .waitFor();
    await other.getByRole("button", { name: "Dismiss" }).click();
  });

  it("asks for nothing while nobody sees it, and says when the service does not answer", async (test) => {
    const { page, open } = await openPages(test);
    await page.clock.install();
    await open("models");
    await page.getByRole("heading", { name: "Here" }).waitFor();
    await page.context().setOffline(true);
    await page.clock.runFor(16_000);
    await page.getByText("The service does not answer").waitFor();
    await page.context().setOffline(false);
    await page.clock.runFor(16_000);
    await page.getByText("The service does not answer").waitFor({ state: "detached" });

    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await page.clock.runFor(20_000);
    let asked = 0;
    page.on("request", () => asked++);
    await page.clock.runFor(60_000);
    assert.equal(asked, 0);
  });
});
