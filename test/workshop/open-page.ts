import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Workshop } from "./open-workshop.ts";

/** The request that the workshop's page sends, for where the page itself is not at hand. */
const PAGE = `<!doctype html><textarea id="prompt"></textarea><button id="run"></button><div id="out"></div><script>
document.getElementById("run").onclick = async () => {
  const out = document.getElementById("out");
  out.textContent = "Running";
  const reply = await fetch("http://localhost:5273/v1/chat/completions", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      model: "phi-4-mini",
      messages: [{ role: "user", content: document.getElementById("prompt").value }],
      max_tokens: 200,
      temperature: 0.5,
    }),
  }).then((response) => response.json()).catch((error) => ({ error }));
  out.textContent = reply.error ? "Error: " + reply.error : reply.choices[0].message.content;
};</script>`;

/** The workshop's page, opened from disk. */
export interface Page extends AsyncDisposable {
  /** Asks, and returns what the page shows then. */
  ask(prompt: string): Promise<string>;
}

export async function openPage({ folder, toPort }: Workshop, executablePath: string): Promise<Page> {
  const file = join(folder, "webgpu_demo.html");
  if (!existsSync(file)) writeFileSync(file, toPort(PAGE));
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  return {
    async ask(prompt) {
      await page.fill("#prompt", prompt);
      await page.click("#run");
      await page.waitForFunction(() => !/^(Running|$)/.test(document.querySelector("#out")?.textContent ?? ""));
      return (await page.textContent("#out")) ?? "";
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}
