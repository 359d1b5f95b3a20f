import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { currentPreferences } from "../../src/quality/preferences/preference.ts";
import { createRunStore } from "../../src/store/create-run-store.ts";
import { exampleRun, exampleSample } from "../../src/store/fixtures/example-run.ts";
import { readScoring } from "../../src/workbench/quality/read-scoring.ts";
import { skipWithoutChromium } from "../chromium.ts";
import { recordRun } from "../fixtures/service/record-run.ts";
import { openPages } from "./open-pages.ts";

const RUN = "2026-11-29T09-10-11-second";
const PAIRS = 4;

describe("the room of ratings, two answers at a time", { skip: skipWithoutChromium }, () => {
  it("compares blind by keyboard alone, keeps what the service could not store, and goes on in another tab", async (test) => {
    const { page, open, service, noise, findBarriers } = await openPages(test, {
      browser: { viewport: { width: 390, height: 900 }, colorScheme: "dark" },
    });
    await recordRun(service.folder, { id: RUN, verdict: { verdict: "Take small.", winner: "small" }, prompts: PAIRS });
    const answers: string[] = [];
    page.context().on("response", async (response) => {
      if (/\/runs/.test(response.url())) answers.push(await response.text().catch(() => ""));
    });
    const read = async () => {
      const { entries } = await readScoring(createRunStore({ directory: join(service.folder, "runs") }), RUN);
      return currentPreferences(entries).map(({ by, choice, much }) => [by, choice, much]);
    };
    const stored = () => page.waitForResponse((response) => response.request().method() === "POST");

    await open(`rate/${RUN}`);
    await page.getByLabel("Your name").fill("Ann");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Side by side" }).click();
    await page.getByText(`${PAIRS} of ${PAIRS} pairs left`).waitFor();
    assert.deepEqual(await findBarriers(), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
    let reply = stored();
    await page.keyboard.press("1");
    await reply;
    await page.getByText(`${PAIRS - 1} of ${PAIRS} pairs left`).waitFor();
    reply = stored();
    await page.keyboard.press("u");
    await reply;
    await page.getByRole("status").getByText("Taken back. Pair 1.").waitFor();
    reply = stored();
    await page.keyboard.press("Shift+Digit2");
    await reply;
    await page.getByRole("status").getByText("2 is better, by far. Pair 2.").waitFor();

    // The service is away for a while: choices of two tabs wait in the browser, over a reload too.
    await page.context().route("**/pairs", (route) => route.abort());
    const tab = await page.context().newPage();
    await tab.goto(page.url());
    await tab.getByText(`${PAIRS - 1} of ${PAIRS} pairs left`).waitFor();
    await page.keyboard.press("3");
    await page.getByRole("alert").getByText("The service does not answer.").waitFor();
    await tab.bringToFront();
    await tab.keyboard.press("ArrowRight");
    await tab.keyboard.press("ArrowRight");
    await tab.keyboard.press("4");
    await tab.getByText("Not stored yet: 1 change").waitFor();
    await page.context().unroute("**/pairs");
    await page.close();
    await tab.reload();
    await tab.getByText(`${PAIRS - 3} of ${PAIRS} pairs left`).waitFor();
    await tab.keyboard.press("2");
    await tab.getByRole("heading", { name: "All pairs are compared" }).waitFor();
    await tab.getByText(`Ann: ${PAIRS} pairs`).waitFor();
    assert.deepEqual((await read()).toSorted(), [
      ["Ann", "both-bad", undefined],
      ["Ann", "both-good", undefined],
      ["Ann", "right", undefined],
      ["Ann", "right", true],
    ]);

    await tab.getByRole("button", { name: "Not Ann?" }).click();
    await tab.getByLabel("Your name").fill("Bob");
    await tab.keyboard.press("Enter");
    await tab.getByText(`${PAIRS} of ${PAIRS} pairs left`).waitFor();
    for (const name of ["Both good", "Both good", "Both bad", "1 is better"])
      await tab.getByRole("button", { name, exact: false }).first().click();
    await tab.getByText("Ann and Bob: same choice").waitFor();
    for (const text of answers) assert.doesNotMatch(text, /small|large/);
    assert.deepEqual(
      noise.filter((line) => !line.includes("ERR_FAILED")),
      [],
    );
  });

  it("shows what an answer says of itself as text, and tells that a run was removed meanwhile", async (test) => {
    const { page, open, service, noise, findBarriers } = await openPages(test);
    const store = createRunStore({ directory: join(service.folder, "runs") });
    const writer = await store.create(exampleRun());
    for (const [index, text] of [
      '<img src="https://evil.example/x"> I am Model X',
      "<h2>Answer 2</h2><script>1</script>",
    ].entries())
      await writer.append({
        ...exampleSample(index),
        prompt: "p1",
        target: index === 0 ? "notes-mini:q8_0" : "remote",
        text,
      });
    await writer[Symbol.asyncDispose]();
    await open(`rate/${writer.run.id}/pairs`);
    await page.getByLabel("Your name").fill("Ann");
    await page.keyboard.press("Enter");
    await page.getByText("I am Model X").waitFor();
    await page.getByText("<script>1</script>").waitFor();
    assert.equal(await page.getByRole("heading", { name: "Answer 2" }).count(), 1);
    assert.deepEqual(await findBarriers(), []);
    await store.remove(writer.run.id);
    await page.keyboard.press("1");
    await page.getByRole("alert").getByText(writer.run.id).waitFor();
    await page.getByRole("button", { name: "Discard the first" }).click();
    await page.getByText("Not stored yet").waitFor({ state: "detached" });
    assert.deepEqual(
      noise.filter((line) => !/404/.test(line)),
      [],
    );
  });
});
