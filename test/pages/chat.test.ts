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
    await page.getByRole("combobox", { name: "Model" }).selectOption({ label: "quick" });
    await page.getByRole("textbox", { name: "Message" }).fill("Why local?");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("Local models answer.").waitFor();
    await page.getByText(/^First token/).waitFor();
    const [first, rate, , , tokens, prompt] = await page.locator(".figure > b").allTextContents();
    assert.match(`${first} ${rate}`, /^[\d.]+ m?s [\d.]+ tokens\/s$/);
    assert.deepEqual([tokens, prompt], ["3", "3 tokens"]);
    assert.deepEqual(noise, []);
  });
});
