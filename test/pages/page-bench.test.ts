import assert from "node:assert/strict";
import { join, resolve } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { chromium } from "playwright-core";
import type { Sample } from "../../src/core/sample.ts";
import { createPageTargets } from "../../src/service/page-targets/page-targets.ts";
import { bench } from "../../src/workbench/bench/bench.ts";
import { createEngines } from "../../src/workbench/create-engines.ts";
import { same } from "../../src/workbench/same/same.ts";
import { readWorkspace } from "../../src/workbench/workspace.ts";
import { chromiumPath, QUIET_FLAGS, skipWithoutChromium } from "../chromium.ts";
import { makeFolder } from "../make-folder.ts";

const MODELS = { models: { micro: { file: resolve("models/assay-notes-micro-q8_0.gguf") } } };

describe("a benchmark in a page", { skip: skipWithoutChromium }, () => {
  it("records in a browser that it starts, with the page's own clock and facts", async (test) => {
    const { options, run } = await prepare(test);
    await using pages = createPageTargets({ ...options, browser: chromiumPath });
    const report = await run(pages.load);
    const { summary, samples } = report;
    assert.equal(summary.status, "complete");
    const [scorecard] = summary.scorecards;
    const page = scorecard?.info?.page;
    assert.match(page?.browser ?? "", /^Chromium \d+$/);
    assert.equal(page?.isIsolated, true);
    assert.ok(page !== undefined && page.clockStepMs > 0 && page.clockStepMs < 1, `${page?.clockStepMs} ms`);
    assert.equal(samples.length, 3);
    assert.ok(samples.every(({ status, loopDelayMs }) => status === "ok" && loopDelayMs !== undefined));
    for (const { timeline, deltas, usage } of samples) {
      assert.ok(timeline.intendedMs <= timeline.sentMs && timeline.sentMs < timeline.endMs);
      assert.equal(deltas.atMs.length, deltas.tokens.length);
      assert.equal(usage.source, "engine");
    }
  });

  it("takes the key from a link for another device, and leaves it in no history", async (test) => {
    const { options, run } = await prepare(test);
    const link = Promise.withResolvers<string>();
    await using pages = createPageTargets({ ...options, host: "127.0.0.1", onLink: link.resolve });
    const browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: QUIET_FLAGS });
    test.after(() => browser.close());
    const page = await browser.newPage();
    const opened = link.promise.then((address) => page.goto(address));
    const { summary } = await run(pages.load);
    await opened;
    assert.equal(summary.status, "complete", JSON.stringify(summary.scorecards[0]?.error));
    assert.doesNotMatch(page.url(), /key/);
  });

  it("fails the request of a tab that is closed, and the target with it", async (test) => {
    // So many that the tab is gone before the last of them, however fast the machine is.
    const { options, run } = await prepare(test, 100);
    const link = Promise.withResolvers<string>();
    await using pages = createPageTargets({ ...options, onLink: link.resolve });
    const browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: QUIET_FLAGS });
    test.after(() => browser.close());
    const page = await browser.newPage();
    const opened = link.promise.then((address) => page.goto(address));
    const report = await run(pages.load, (recorded) => {
      if (recorded === 1) void page.close();
    });
    await opened;
    const failed = report.samples.filter(({ status }) => status === "failed");
    // A tab that closes is hidden first: a request may fail by that, and then the next one by the tab that is gone.
    assert.ok(failed.length >= 1 && failed.length < report.samples.length);
    assert.equal(failed.at(-1)?.error?.code, "model-crashed");
    assert.match(report.summary.scorecards[0]?.error?.message ?? "", /tab that measured was closed/);
  });
});

describe("a benchmark whose page cannot be opened", () => {
  it("says so of a browser that ends by itself, and of one that cannot be started, and listens no more", async (test) => {
    const { options, run } = await prepare(test);
    for (const [browser, message] of [
      // Node takes none of the flags.
      [process.execPath, /has ended by itself \(exit \d+\)/],
      [join(makeFolder(test), "no-browser"), /could not be started/],
    ] as const) {
      await using pages = createPageTargets({ ...options, browser });
      const { scorecards } = (await run(pages.load)).summary;
      assert.equal(scorecards[0]?.error?.code, "device-absent");
      assert.match(scorecards[0]?.error?.message ?? "", message);
    }
    assert.equal(process.getActiveResourcesInfo().includes("TCPServerWrap"), false);
  });

  it("says so of an address that this machine has not", async (test) => {
    const { options, run } = await prepare(test);
    // Source: RFC 5737: documentation only.
    await using pages = createPageTargets({ ...options, host: "203.0.113.5" });
    const { scorecards } = (await run(pages.load)).summary;
    assert.equal(scorecards[0]?.error?.code, "invalid-input");
    assert.match(scorecards[0]?.error?.message ?? "", /203\.0\.113\.5: it is no address of this machine/);
  });
});

describe("a comparison of runtimes", { skip: skipWithoutChromium }, () => {
  it("asks a page as any other runtime, and finds the same model in it", async (test) => {
    const { options } = await prepare(test);
    const { workspace } = options;
    const prompts = makeFolder(test, { "prompts.json": JSON.stringify(["Summarize: Helen runs the survey."]) });
    await using pages = createPageTargets({ ...options, browser: chromiumPath });
    const { result } = await same({
      model: "micro",
      prompts: join(prompts, "prompts.json"),
      maxTokens: 16,
      rounds: 0,
      engines: createEngines(workspace),
      workspace,
      loadInPage: pages.load,
    });
    const inPage = result.comparisons.find(({ runtime }) => runtime.endsWith("@browser"));
    assert.ok(inPage?.verdict.type === "same" || inPage?.verdict.type === "near-tie", JSON.stringify(inPage?.verdict));
  });
});

async function prepare(test: TestContext, rounds = 1) {
  const folder = makeFolder(test, { "models.json": JSON.stringify({ schema: 1, ...MODELS }) });
  const home = makeFolder(test);
  const workspace = await readWorkspace(
    { env: { ...process.env, ASSAY_HOME: home, HF_HOME: home }, directory: folder },
    { devices: ["browser"], rounds, warmUp: 0, maxTokens: 4, runs: join(folder, "runs") },
  );
  return {
    options: { workspace, onLink: () => {} },
    async run(
      loadInPage: NonNullable<Parameters<typeof bench>[0]["loadInPage"]>,
      onSample = (_recorded: number) => {},
    ) {
      let recorded = 0;
      const outcome = await bench({
        workspace,
        names: ["micro"],
        promptSet: {
          name: "two",
          prompts: ["one", "two", "three"].map((id) => ({ id, prompt: `Say ${id}.` })),
        },
        calibration: false,
        loadInPage,
        onProgress: (progress) => {
          if (progress.type === "sample") onSample(++recorded);
        },
      });
      assert.ok(outcome.type === "measured");
      return outcome.report as typeof outcome.report & { readonly samples: readonly Sample[] };
    },
  };
}
