import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { skipWithoutChromium } from "../chromium.ts";
import { type OpenedPages, openPages } from "./open-pages.ts";

/** Models that play a script; an answer of theirs takes no time unless it says so. */
const models = {
  first: { script: { tokens: ["Red ", "apples."] } },
  second: { script: { tokens: ["Green ", "pears."] } },
};

/** Opens the Lab, and chooses these two models there. */
async function openLab({ page, open }: OpenedPages, chosen: readonly [string, string] = ["first", "second"]) {
  await open("lab");
  for (const [index, model] of chosen.entries())
    await page.getByLabel(`Model ${"AB"[index]}`, { exact: true }).getByRole("combobox").selectOption({ label: model });
}

describe("the Lab", { skip: skipWithoutChromium }, () => {
  it("asks two models the same, and shows both answers with their figures", async (test) => {
    const pages = await openPages(test, { models });
    const { page, noise, findBarriers } = pages;
    const asked: unknown[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/chat/completions")) asked.push(request.postDataJSON().messages.at(-1).content);
    });
    await openLab(pages);
    await page.getByLabel("Prompt for both models").fill("Which fruit?");
    await page.getByRole("button", { name: "Ask both" }).click();
    await page.getByText("Red apples.").waitFor();
    await page.getByText("Green pears.").waitFor();
    await page.getByRole("row", { name: "Answers 1 1" }).waitFor();
    assert.deepEqual(asked.slice(-2), ["Which fruit?", "Which fruit?"]);
    assert.deepEqual(await findBarriers(), []);
    assert.deepEqual(noise, []);
  });
});
