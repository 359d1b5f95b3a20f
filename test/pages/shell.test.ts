import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { skipWithoutChromium } from "../chromium.ts";
import { openPages } from "./open-pages.ts";

describe("the pages", { skip: skipWithoutChromium }, () => {
  for (const [width, colorScheme] of [
    [1280, "light"],
    [390, "dark"],
  ] as const)
    it(`open every room by keyboard at ${width} px in the ${colorScheme}`, async (test) => {
      const { page, open, noise, findBarriers } = await openPages(test, {
        browser: { viewport: { width, height: 900 }, colorScheme },
      });
      await open("");
      for (const room of ["Lab", "Chat", "Runs", "Models", "Rate"]) {
        await page.getByRole("navigation").getByRole("link", { name: room }).focus();
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: room, level: 1 }).waitFor();
        assert.match(await page.title(), new RegExp(room));
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `${room} overflows`);
        assert.deepEqual(await findBarriers(), [], room);
      }
      assert.deepEqual(noise, []);
    });

  it("ask for the key of a service that has one", async (test) => {
    const { page, open } = await openPages(test, { security: { key: "secret" } });
    await open("models");
    await page.getByLabel("Key").fill("wrong");
    await page.keyboard.press("Enter");
    await page.getByText("That is not the key").waitFor();
    await page.getByLabel("Key").fill("secret");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Models" }).waitFor();
  });

  it("are isolated from other origins, run no script but their own and cannot be framed", async (test) => {
    const { page, open, service } = await openPages(test);
    await open("lab");
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    const inline = page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.ranInline = true";
      document.head.append(script);
      return "ranInline" in globalThis;
    });
    assert.equal(await inline, false);
    const { headers } = await fetch(service.url);
    assert.match(headers.get("content-security-policy") ?? "", /frame-ancestors 'none'/);
  });

  it("go on with a service that was started anew", async (test) => {
    const { page, open, service } = await openPages(test, { models: { quick: { script: { tokens: ["one"] } } } });
    await open("models");
    await page.evaluate(() => sessionStorage.clear());
    service.security.sessionToken = "another";
    await page.getByRole("button", { name: "Load quick" }).click();
    await page.getByRole("button", { name: "Unload quick" }).waitFor();
  });
});
