import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import type { ChatEvent } from "../../src/core/chat-event.ts";
import { contextExceeded } from "../../src/core/context-exceeded.ts";
import { AssayError } from "../../src/core/errors.ts";
import { skipWithoutChromium } from "../chromium.ts";
import { callEvents, createPlayedModel, textEvents } from "../fixtures/service/create-played-model.ts";
import { openPages } from "./open-pages.ts";

const MARKDOWN = `# Reasons

| a | b |
|---|--:|
| *one* | 2 |

\`\`\`js
const answer = 42;
\`\`\`

[bad](javascript:alert(1)) [good](https://example.com/) ![picture](https://example.com/x.png) <img src="https://example.com/y.png">
`;

describe("the room Chat", { skip: skipWithoutChromium }, () => {
  it("answers with the figures of a benchmark, and says how they were measured", async (test) => {
    const { page, open, noise } = await openPages(test, {
      models: { quick: { script: { tokens: ["Local", " models", " answer."], firstTokenMs: 5, tokenMs: 5 } } },
    });
    await open("chat");
    await pick(page, "quick");
    const spareHeight = await page.evaluate(() => window.innerHeight - document.documentElement.scrollHeight);
    assert.equal(spareHeight, 0, "an empty conversation fills the window and does not scroll");
    await say(page, "Why local?");
    await page.getByText("Local models answer.").waitFor();
    await page.getByText(/^First token/).waitFor();
    const [first, rate, , , tokens, prompt] = await page.locator(".figure > b").allTextContents();
    assert.match(`${first} ${rate}`, /^[\d.]+ m?s [\d.]+ tokens\/s$/);
    assert.deepEqual([tokens, prompt], ["3", "3 tokens"]);
    await page.locator(".figure").first().focus();
    await page.getByText("Measured by this page: first token - sent.").waitFor();
    assert.deepEqual(noise, []);
  });

  it("draws Markdown without loading or running what a model wrote, and folds its reasoning", async (test) => {
    const talk = createPlayedModel([
      { type: "start" },
      { type: "reasoning-delta", text: "Think first.", tokens: 3 },
      ...textEvents(MARKDOWN).slice(1),
    ]);
    const { page, open, noise, findBarriers } = await openPages(test, {
      chats: { talk },
      browser: { viewport: { width: 390, height: 800 }, colorScheme: "dark" },
    });
    await open("chat");
    await pick(page, "talk");
    await say(page, "Reasons?");
    await page.locator(".hljs-keyword").waitFor();
    assert.equal(await page.getByText("Think first.").isVisible(), false);
    await page.getByText("Reasoning", { exact: true }).click();
    assert.equal(await page.getByText("Think first.").isVisible(), true);
    const links = await page.locator(".prose a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    assert.deepEqual(links, ["https://example.com/", "https://example.com/x.png"]);
    assert.equal(await page.locator(".prose :is(img, script, iframe)").count(), 0);
    assert.equal(await page.getByRole("cell", { name: "one" }).count(), 1);
    assert.equal(await page.getByRole("status").getByText("The answer ended").count(), 1);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
    assert.deepEqual(await findBarriers(), []);
    assert.deepEqual(noise, []);
  });

  it("stops at Escape, keeps what came, and keeps earlier answers and messages as alternatives", async (test) => {
    let asked = 0;
    const talk = createPlayedModel(async function* (_request, signal) {
      asked += 1;
      yield* textEvents(`Answer ${asked} begins`).slice(0, 2);
      if (asked === 1) await aborted(signal);
      yield { type: "finish", reason: signal.aborted ? "aborted" : "stop", usage: {} };
    });
    const { page, open } = await openPages(test, { chats: { talk } });
    await open("chat");
    await pick(page, "talk");
    await say(page, "First question");
    await page.getByText("Answer 1 begins").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("You stopped this answer.").waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("Answer 2 begins").waitFor();
    await page.getByText("2 of 2").waitFor();
    await page.getByRole("button", { name: "Earlier alternative" }).click();
    await page.getByText("Answer 1 begins").waitFor();
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByLabel("Edit the message").fill("Better question");
    await page.getByRole("button", { name: "Ask this" }).click();
    await page.getByText("Answer 3 begins").waitFor();
    assert.deepEqual(
      talk.requests.map(({ messages }) => messages.map(({ content }) => content)),
      [["First question"], ["First question"], ["Better question"]],
    );
    await page.getByRole("button", { name: "Earlier alternative" }).first().click();
    await page.locator(".bubble").getByText("First question").waitFor();
  });

  it("sends settings, tools and attached texts, and takes the answer to a call", async (test) => {
    const talk = createPlayedModel(({ messages }) =>
      messages.at(-1)?.role === "tool"
        ? textEvents("It is 7 degrees.")
        : callEvents({ name: "weather", args: { city: "Oslo" } }),
    );
    const { page, open } = await openPages(test, { chats: { talk } });
    await open("chat");
    await pick(page, "talk");
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByLabel("System prompt").fill("Be brief.");
    await page.getByLabel("Temperature").fill("-1");
    await page.locator("[aria-invalid=true]").waitFor();
    await page.getByLabel("Temperature").fill("0");
    await page.getByLabel("Tools").fill("[{");
    await page.getByText("The tools must be JSON").waitFor();
    await page.getByLabel("Tools").fill('[{"type": "function", "function": {"name": "weather"}}]');
    await page.getByText("The model may call: weather").waitFor();
    await page.getByLabel("Files to attach").setInputFiles([
      { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Cold days.") },
      { name: "photo.png", mimeType: "image/png", buffer: Buffer.from([137, 80, 78, 71, 0, 1]) },
    ]);
    await page.getByText("photo.png is no text file.").waitFor();
    await say(page, "How is Oslo?");
    await page.getByText('"city": "Oslo"').waitFor();
    await page.getByLabel("Answer of weather").fill("7");
    await page.getByRole("button", { name: "Send the answer" }).click();
    await page.getByText("It is 7 degrees.").waitFor();
    const [first, second] = talk.requests;
    assert.equal(first?.temperature, 0);
    assert.deepEqual(
      first?.tools?.map(({ name }) => name),
      ["weather"],
    );
    assert.deepEqual(first?.messages, [
      { role: "system", content: "Be brief." },
      { role: "user", content: 'Document "notes.txt":\n"""\nCold days.\n"""\n\nHow is Oslo?' },
    ]);
    assert.deepEqual(second?.messages.map(({ role, content }) => [role, content]).slice(2), [
      ["assistant", ""],
      ["tool", "7"],
    ]);
  });

  it("keeps what had come when the page is loaded anew in the middle of an answer, and what is typed", async (test) => {
    const talk = createPlayedModel(async function* (_request, signal) {
      yield* textEvents("Half of it").slice(0, 2);
      await aborted(signal);
    });
    const { page, open } = await openPages(test, { chats: { talk } });
    await open("chat");
    await pick(page, "talk");
    await say(page, "Go on");
    await page.getByText("Half of it").waitFor();
    await page.getByRole("textbox", { name: "Message" }).fill("not sent yet");
    while (!(await isStored(page, "Half of it")));
    await page.reload();
    await page.getByText("The page was closed while this answer came.").waitFor();
    await page.getByText("Half of it").waitFor();
    assert.equal(await page.getByRole("textbox", { name: "Message" }).inputValue(), "not sent yet");
  });

  it("loses nothing of two tabs that write at the same time", async (test) => {
    const talk = createPlayedModel(({ messages }) => textEvents(`You said ${messages.at(-1)?.content}.`));
    const { page, open } = await openPages(test, { chats: { talk } });
    await open("chat");
    await pick(page, "talk");
    await say(page, "one");
    await page.getByText("You said one.").waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByText("You said one.").waitFor();
    // Its models are listed a little later than the conversation is shown.
    await pick(other, "talk");
    await Promise.all([say(page, "two"), say(other, "three")]);
    await Promise.all([page.getByText("You said two.").waitFor(), other.getByText("You said three.").waitFor()]);
    await page.reload();
    await page.getByText("2 of 2").or(page.getByText("1 of 2")).first().waitFor();
    const search = page.getByLabel("Search conversations");
    for (const words of ["said two", "said three"]) {
      await search.fill(words);
      await page.getByRole("link", { name: "one" }).waitFor();
    }
    await search.fill("said four");
    await page.getByText("Nothing found.").waitFor();
  });

  it("talks on where the browser keeps nothing, or its storage is full, and says so", async (test) => {
    const talk = createPlayedModel(textEvents("Still here."));
    const { page, open } = await openPages(test, { chats: { talk } });
    await page.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    await open("chat");
    await pick(page, "talk");
    await say(page, "Hello");
    await page.getByText("Still here.").waitFor();
    await page.getByText("storage for this page is full").waitFor();
    await page.addInitScript(() => {
      indexedDB.open = () => {
        throw new DOMException("denied", "SecurityError");
      };
    });
    await page.goto("about:blank");
    await open("chat");
    await page.getByText("This browser keeps nothing for this page").waitFor();
    await pick(page, "talk");
    await say(page, "Hello again");
    await page.getByText("Still here.").waitFor();
  });

  it("shows in its place what went wrong, with the next step, and loses nothing", async (test) => {
    const failures: (() => Iterable<ChatEvent>)[] = [
      () => {
        throw contextExceeded(512, "600 tokens");
      },
      () => {
        throw new AssayError({ code: "out-of-memory", message: "The model does not fit.", hint: "Unload others." });
      },
      function* () {
        yield* textEvents("It began").slice(0, 2);
        throw new AssayError({ code: "model-crashed", message: "The model's process ended." });
      },
    ];
    const talk = createPlayedModel(() => failures.shift()?.() ?? textEvents("All is well."));
    const { page, open, service } = await openPages(test, { chats: { talk } });
    await open("chat");
    await pick(page, "talk");
    await say(page, "Try it");
    await page
      .getByRole("article")
      .getByText(/maximum context length is 512 tokens.* Shorten the prompt/)
      .waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("article").getByText("The model does not fit. Unload others.").waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("It began").waitFor();
    await page.getByRole("article").getByText("The model's process ended.").waitFor();
    service.app.server.closeAllConnections();
    await page.route("**/v1/chat/completions", (route) => route.abort("connectionrefused"));
    await say(page, "While it is away");
    await page.getByRole("article").getByText("The service does not answer.").waitFor();
    await page.getByText("Start it: assay service start").waitFor();
    await page.unroute("**/v1/chat/completions");
    await page.getByRole("button", { name: "Try again" }).last().click();
    await page.getByText("All is well.").waitFor();
    assert.equal(talk.requests.at(-1)?.messages.at(-1)?.content, "While it is away");
  });

  it("renames, deletes with a way back, exports and imports", async (test) => {
    const talk = createPlayedModel(textEvents("An answer."));
    const { page, open } = await openPages(test, { chats: { talk } });
    await open("chat");
    await pick(page, "talk");
    await say(page, "A question");
    await page.getByText("An answer.").waitFor();
    await page.getByRole("link", { name: "A question" }).hover();
    await page.getByRole("button", { name: "Rename A question" }).click();
    await page.getByRole("textbox", { name: "Title" }).fill("Better name");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Better name" }).waitFor();
    const markdown = await exportAs(page, "Markdown");
    assert.match(markdown, /^# Better name\n\n\*\*You\*\*\n\nA question\n\n\*\*talk\*\*\n\nAn answer\.\n$/);
    const json = await exportAs(page, "JSON");
    await page.getByRole("link", { name: "Better name" }).hover();
    await page.getByRole("button", { name: "Delete Better name" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("link", { name: "Better name" }).waitFor();
    const input = page.getByLabel("Conversation to import");
    await input.setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from('{"a": 1}') });
    await page.getByText("This is no conversation that was exported here").waitFor();
    await input.setInputFiles({ name: "x.json", mimeType: "application/json", buffer: Buffer.from(json) });
    await page.getByText("An answer.").waitFor();
    assert.equal(await page.getByRole("link", { name: "Better name" }).count(), 2);
  });

  it("talks with a model in the page: downloaded once with progress, stopped and failed in its place", async (test) => {
    const { page, open, noise } = await openPages(test);
    const files = /page-models\/[0-9a-f]+\//;
    let modelBytes = 0;
    page.on("response", (response) => {
      if (files.test(response.url())) modelBytes += Number(response.headers()["content-length"] ?? 0);
    });
    const listing = Promise.withResolvers<void>();
    await page.route("**/assay/v1/page-models", async (route) => {
      await listing.promise;
      await route.continue();
    });
    await open("chat");
    // The models of the service do not wait for those of the page.
    await pick(page, /^notes-micro:q8_0/);
    listing.resolve();
    await page.getByRole("combobox", { name: "Model" }).selectOption("page/notes-micro:q8_0");
    await page.locator("small", { hasText: /^in this page$/ }).waitFor();
    await page.getByText("its files come from the service with the first message").waitFor();
    await page.context().route(files, (route) => route.abort());
    await say(page, "Explain retrieval augmented generation briefly.");
    await page.getByRole("article").locator(".failure").waitFor();
    await page.context().unroute(files);
    const answers = page.getByLabel("Answer of notes-micro:q8_0 in the page");
    await page.getByRole("button", { name: "Try again" }).click();
    await answers.getByText(/^In this page, /).waitFor();
    await page.getByText(/^Decode rate/).waitFor();
    assert.equal(modelBytes, 1_523_488);
    await page.reload();
    await page.getByPlaceholder("Write to notes-micro:q8_0").waitFor();
    await say(page, "And once more?");
    await page
      .getByText(/^Decode rate/)
      .nth(1)
      .waitFor();
    assert.equal(await answers.count(), 2);
    assert.equal(modelBytes, 1_523_488);
    assert.deepEqual(
      noise.filter((one) => !/ERR_FAILED/.test(one)),
      [],
    );
  });

  it("talks with a real model", async (test) => {
    const { page, open, noise } = await openPages(test);
    await open("chat");
    await pick(page, /^notes-micro:q8_0/);
    await say(page, "Explain retrieval augmented generation briefly.");
    // An answer so short may come in one piece, which has no rate.
    await page.getByText(/^Latency/).waitFor();
    assert.match((await page.locator(".prose").textContent()) ?? "", /\w+ \w+/);
    assert.deepEqual(noise, []);
  });
});

async function pick(page: Page, model: string | RegExp): Promise<void> {
  const select = page.getByRole("combobox", { name: "Model" });
  const option = select.getByRole("option", typeof model === "string" ? { name: model, exact: true } : { name: model });
  // The same model in the page comes after that of the service.
  await select.selectOption(await option.first().getAttribute("value"));
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message", exact: true }).fill(text);
  await page.keyboard.press("Enter");
}

async function exportAs(page: Page, format: string): Promise<string> {
  await page.getByText("Export").click();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: format }).click();
  const text = await readFile(await (await saved).path(), "utf8");
  await page.getByText("Export").click();
  return text;
}

/** Whether the browser's store holds a message of this text. */
function isStored(page: Page, text: string): Promise<boolean> {
  return page.evaluate(async (wanted) => {
    const opening = indexedDB.open("assay-chat");
    await new Promise((done) => opening.addEventListener("success", done));
    const all = opening.result.transaction("messages").objectStore("messages").getAll();
    await new Promise((done) => all.addEventListener("success", done));
    opening.result.close();
    return all.result.some((message) => message.text === wanted);
  }, text);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
