import assert from "node:assert/strict";
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { BUILT_IN_RUBRIC } from "../../src/quality/rubric/built-in-rubric.ts";
import { createRunStore } from "../../src/store/create-run-store.ts";
import { addSaid } from "../../src/workbench/quality/add-scores.ts";
import { listPairs } from "../../src/workbench/quality/list-pairs.ts";
import { readScoring } from "../../src/workbench/quality/read-scoring.ts";
import { skipWithoutChromium } from "../chromium.ts";
import { recordRun } from "../fixtures/service/record-run.ts";
import { openPages } from "./open-pages.ts";

const RUN = "2026-11-29T09-10-11-second";

describe("the quality of a run in the pages", { skip: skipWithoutChromium }, () => {
  it("names who says so, and leads to the answers that people differ about", async (test) => {
    const { page, open, service, noise, findBarriers } = await openPages(test, {
      browser: { viewport: { width: 390, height: 900 }, colorScheme: "dark" },
    });
    await recordRun(service.folder, { id: RUN, verdict: { verdict: "Take small.", winner: "small" } });
    await open(`runs/${RUN}`);
    const card = page.locator(".run-quality");
    await card.getByText("The verdict takes quality from facets found; nothing else tells of it.").waitFor();
    await card.getByRole("link", { name: "two side by side" }).waitFor();
    await card.getByText("No model has judged these answers yet").waitFor();

    const scoring = await readScoring(createRunStore({ directory: join(service.folder, "runs") }), RUN);
    const now = () => new Date("2026-11-30T12:00:00Z");
    const say = async (by: string, score: 1 | 2 | 3 | 4 | 5) => {
      const scores = scoring.items.map(({ item }, index) => ({
        by,
        item,
        scores: { depth: index === 0 ? score : 3 } as const,
      }));
      const { pairs } = listPairs(scoring, { order: by, most: 99 });
      const preferences = pairs.map(({ left, right }) => ({
        by,
        left: left.item,
        right: right.item,
        choice: "left" as const,
      }));
      await addSaid(scoring.folder, [{ scores, preferences }], { rubric: BUILT_IN_RUBRIC, now });
    };
    await say("Ann", 5);
    await say("Bob", 1);
    await page.reload();
    await card.getByText("the other figures stand beside it and decide nothing").waitFor();
    await card.getByText(`Scored by Ann (${scoring.items.length} answers), Bob`).waitFor();
    await card.getByRole("columnheader", { name: "Scores by people of 5, beside" }).waitFor();
    assert.match(
      (await card.getByRole("table", { name: "Whose answers people prefer" }).textContent()) ?? "",
      /smalllarge\d+ %/,
    );
    assert.deepEqual(await findBarriers(), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
    await card.getByText("depth: Ann 5, Bob 1").waitFor();
    await card.getByRole("link", { name: /Look again/ }).click();
    await page.getByLabel("Your name").fill("Cy");
    await page.keyboard.press("Enter");
    await page.getByRole("group", { name: "Coherence" }).waitFor();
    await page.getByText(scoring.items[0]?.answer.slice(0, 30) ?? "?").waitFor();
    assert.deepEqual(noise, []);

    const file = join(scoring.folder, "annotations.jsonl");
    const lines = readFileSync(file, "utf8").split("\n").length;
    appendFileSync(file, "{broken\n");
    await open(`runs/${RUN}`);
    await page
      .getByText(new RegExp(`Line ${lines} of .*annotations\\.jsonl is no annotation`))
      .first()
      .waitFor();
  });
});
