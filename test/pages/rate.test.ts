import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "node:test";
import { createRunStore } from "../../src/store/create-run-store.ts";
import { readScoring } from "../../src/workbench/quality/read-scoring.ts";
import { skipWithoutChromium } from "../chromium.ts";
import { recordRun } from "../fixtures/service/record-run.ts";
import { openPages } from "./open-pages.ts";

const RUN = "2026-11-29T09-10-11-second";

describe("the room of ratings", { skip: skipWithoutChromium }, () => {
  it("scores a run blind by keyboard alone, keeps what the service could not store, and goes on after a reload", async (test) => {
    const { page, open, service, noise, findBarriers } = await openPages(test, {
      browser: { viewport: { width: 390, height: 900 }, colorScheme: "dark" },
    });
    await recordRun(service.folder, { id: RUN, verdict: { verdict: "Take small.", winner: "small" }, prompts: 2 });
    const answers: string[] = [];
    page.on("response", async (response) => {
      if (/\/runs/.test(response.url())) answers.push(await response.text().catch(() => ""));
    });
    const readOwn = async () => {
      const { entries, items } = await readScoring(createRunStore({ directory: join(service.folder, "runs") }), RUN);
      return { count: items.length, lines: entries.flatMap((one) => (one.type === "annotation" ? [one] : [])) };
    };
    const stored = () =>
      page.waitForResponse((response) => response.request().method() === "POST" && /ratings$/.test(response.url()));

    await open(`rate/${RUN}`);
    await page.getByLabel("Your name").fill("Ann");
    assert.deepEqual(await findBarriers(), []);
    await page.keyboard.press("Enter");
    const { count } = await readOwn();
    await page.getByText(`${count} of ${count} answers left`).waitFor();
    assert.deepEqual(await findBarriers(), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);

    await page.getByRole("group", { name: "Coherence" }).waitFor();
    let reply = stored();
    await page.keyboard.press("4");
    await reply;
    await page.getByRole("group", { name: "Factuality" }).waitFor();
    reply = stored();
    await page.keyboard.press("u");
    await reply;
    await page.getByRole("group", { name: "Coherence" }).waitFor();
    assert.deepEqual(
      (await readOwn()).lines.map(({ by, scores }) => [by, scores]),
      [
        ["Ann", { coherence: 4 }],
        ["Ann", { coherence: null }],
      ],
    );

    // The service is away for a while: the scores wait in the browser, over a reload too.
    await page.route("**/ratings", (route) => route.abort());
    await page.keyboard.press("5");
    await page.getByRole("alert").getByText("The service does not answer.").waitFor();
    await page.keyboard.press("3");
    await page.getByText("Not stored yet: 2 changes").waitFor();
    assert.deepEqual(await findBarriers(), []);
    await page.unroute("**/ratings");
    await page.reload();
    await page
      .getByRole("button", { name: "Coherence 5" })
      .or(page.getByRole("group", { name: "Coherence" }))
      .waitFor();
    await page.keyboard.press("n");
    await page.keyboard.type("3 cheers, u know");
    reply = stored();
    await page.keyboard.press("Escape");
    await reply;

    for (let item = 0; item < count; item++) for (const score of "54321") await page.keyboard.press(score);
    await page.getByRole("heading", { name: "All answers are scored" }).waitFor();
    await page.getByText(`${count} of ${count} answers, ${count * 5} scores`).waitFor();
    await page.getByRole("button", { name: "Not Ann?" }).click();
    await page.getByLabel("Your name").fill("Bob");
    await page.keyboard.press("Enter");
    await page.getByText(`${count} of ${count} answers left`).waitFor();
    await page.getByRole("group", { name: "Coherence" }).waitFor();
    for (const score of "54322") await page.keyboard.press(score);
    await page.getByText(`${count - 1} of ${count} answers left`).waitFor();
    for (let item = 0; item < count; item++) await page.keyboard.press("ArrowRight");
    await page.getByText("Ann and Bob: same score 100%").first().waitFor();
    assert.deepEqual(await findBarriers(), []);
    assert.ok((await readOwn()).lines.some(({ note }) => note === "3 cheers, u know"));
    assert.ok(answers.length > 10);
    for (const text of answers) assert.doesNotMatch(text, /small|large/);
    assert.deepEqual(
      noise.filter((line) => !line.includes("ERR_FAILED")),
      [],
    );
  });

  it("is reached from a run, and says in place which run is not there", async (test) => {
    const { page, open, service } = await openPages(test);
    await recordRun(service.folder, { id: RUN, verdict: { verdict: "Take small.", winner: "small" } });
    await open("rate/2026-01-01T00-00-00-none");
    await page.getByLabel("Your name").fill("Bob");
    await page.getByRole("button", { name: "Begin" }).click();
    await page
      .getByRole("alert")
      .getByText(/2026-01-01T00-00-00-none/)
      .waitFor();
    await page.getByRole("link", { name: "Choose a run" }).click();
    await page.getByRole("link", { name: "Take small." }).click();
    await page.getByRole("link", { name: "Rate answers" }).click();
    await page.getByRole("group", { name: "Coherence" }).waitFor();
  });
});
