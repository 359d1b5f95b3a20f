import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { skipWithoutChromium } from "../chromium.ts";
import { openPages } from "./open-pages.ts";

describe("the room Chat", { skip: skipWithoutChromium }, () => {
  it("answers with the figures of a benchmark, and says what is not known", async (test) => {
    const { page, open, noise } = await openPages(test, {
      models: { quick: { script: { tokens: ["Local", " models", " answer."], firstTokenMs: 5, tokenMs: 5 } } },
    });
    await open("chat");
    await page.getByLabel("Model").selectOption({ label: "quick" });
    await page.getByLabel("Message").fill("Why local?");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Local models answer.").waitFor();
    const figures = page.locator(".figures");
    await figures.waitFor();
    assert.match((await figures.textContent()) ?? "", /First token[\d.]+ ms.*Decode rate.*Tokens3Prompt3 tokens/);
    assert.deepEqual(noise, []);
  });
});
