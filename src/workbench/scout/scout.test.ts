import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import type { HubRepo } from "../../../test/fixtures/hub/hub-repo.ts";
import { type Hub, startHub } from "../../../test/fixtures/hub/start-hub.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import type { GivenSettings } from "../../settings/read-settings.ts";
import { createEngines } from "../create-engines.ts";
import { readWorkspace } from "../workspace.ts";
import { type ScoutOptions, scout } from "./scout.ts";

const MINI = readFileSync("models/assay-notes-mini-q4_0.gguf");
const MICRO = readFileSync("models/assay-notes-micro-q4_0.gguf");
const EMBEDDER = readFileSync("models/all-minilm-l6-v2-q8_0.gguf");
const NOW = new Date("2026-11-30T12:00:00Z");
const NEW = "2026-11-20T12:00:00.000Z";
const PROMPTS = ["Gonati", "Zolabu", "Merkano"].map((vendor) => ({
  id: vendor,
  prompt: `Write a summary of the meeting in two sentences.\n\nNotes:\nProject Lehe - meeting on Friday\n* We decided to choose ${vendor} as the vendor.`,
  facets: [vendor],
}));

/** A repository with one model, new and free. */
function repo(id: string, more: Partial<HubRepo> = {}): HubRepo {
  const common = { licence: "apache-2.0", tags: ["gguf", "text-generation"], lastModified: NEW, downloads: 100 };
  return { ...common, id, files: { "m-Q4_0.gguf": MINI }, ...more };
}

describe("scout()", () => {
  it("passes over what does not fit, compares the rest with the default, and remembers both", async (test) => {
    await using hub = await startHub({
      repos: [
        repo("a/good"),
        repo("a/old", { lastModified: "2026-09-01T00:00:00.000Z" }),
        repo("a/paid", { licence: "cc-by-nc-4.0" }),
        repo("a/nameless", { licence: undefined }),
        repo("a/gated", { gated: "manual" }),
        repo("a/embedder", { files: { "m-Q8_0.gguf": EMBEDDER } }),
        repo("a/pictures", { tags: ["gguf", "text-to-image"] }),
        repo("a/empty", { files: { "README.md": new Uint8Array(3) } }),
        repo("a/broken", { files: { "m-Q4_0.gguf": new TextEncoder().encode("no model at all, but a text") } }),
        repo("a/huge", { listedSizes: { "m-Q4_0.gguf": 9e14 } }),
      ],
    });
    const here = place(test, hub);
    const { report, written } = await here.scout();
    const [finding, ...others] = report.findings;
    assert.deepEqual([finding?.repo, finding?.licence, others.length], ["a/good", "apache-2.0", 0]);
    assert.ok(finding?.run !== undefined && finding.reasons.length > 0);
    const skipped = Object.fromEntries(report.skipped.map((one) => [one.repo, one.because]));
    assert.deepEqual(Object.keys(skipped).sort(), [
      "a/broken",
      "a/embedder",
      "a/empty",
      "a/gated",
      "a/huge",
      "a/nameless",
      "a/paid",
    ]);
    assert.match(skipped["a/paid"] ?? "", /cc-by-nc-4\.0 permits less/);
    assert.match(skipped["a/gated"] ?? "", /accepted on its page/);
    assert.match(skipped["a/huge"] ?? "", /fit the memory and the download/);
    const markdown = readFileSync(written.markdown, "utf8");
    assert.match(markdown, /## a\/good: /);
    assert.ok(existsSync(join(dirname(written.markdown), `../${finding.run}/report.html`)));

    const asked = hub.count(/resolve|tree/);
    const second = await here.scout();
    assert.deepEqual([second.report.looked, second.report.findings], [0, []]);
    assert.equal(hub.count(/resolve|tree/), asked, "nothing is asked for twice");
    hub.put(repo("a/paid", { lastModified: "2026-11-30T13:00:00.000Z" }));
    const third = await here.scout({ maxModels: 1 });
    assert.deepEqual(
      third.report.findings.map(({ repo }) => repo),
      ["a/paid"],
    );
  });

  it("goes back as far as a first look where only another question, or a shorter time, was looked at", async (test) => {
    await using hub = await startHub({ repos: [repo("a/good")] });
    const here = place(test, hub);
    const since = async (options: Partial<ScoutOptions>) => {
      const { report } = await here.scout({ maxDownload: 1, ...options });
      return report.since.slice(0, 10);
    };
    assert.equal(await since({ words: "zzz" }), "2026-10-31");
    assert.equal(await since({ since: "2026-11-29" }), "2026-11-29");
    assert.equal(await since({}), "2026-10-31");
  });

  it("looks anew, at what was passed over too, where another licence is asked for", async (test) => {
    await using hub = await startHub({ repos: [repo("a/shared", { licence: "cc-by-sa-4.0" })] });
    const here = place(test, hub);
    const strict = await here.scout({ licence: "attribution" });
    assert.deepEqual([strict.report.findings.length, strict.report.skipped[0]?.repo], [0, "a/shared"]);
    const stop = new AbortController();
    const wide = { licence: "commercial" } as const;
    await assert.rejects(here.scout({ ...wide, signal: stop.signal, onDownload: () => stop.abort() }), {
      code: "aborted",
    });
    const narrow = await here.scout({ licence: "attribution" });
    assert.deepEqual(narrow.report.findings, [], "a stopped look for another licence is not gone on with");
    const { report } = await here.scout(wide);
    assert.deepEqual(
      report.findings.map(({ repo: found }) => found),
      ["a/shared"],
    );
  });

  it("goes on where it was stopped, in a download and in a benchmark, and does nothing twice", async (test) => {
    await using hub = await startHub({ repos: [repo("a/good")] });
    const here = place(test, hub);
    const inDownload = new AbortController();
    await assert.rejects(here.scout({ signal: inDownload.signal, onDownload: () => inDownload.abort() }), {
      code: "aborted",
    });
    const inBench = new AbortController();
    const started: string[] = [];
    const onStart: ScoutOptions["onStart"] = ({ run, recorded }) => void started.push(`${run.id} ${recorded > 0}`);
    await assert.rejects(
      here.scout({ signal: inBench.signal, onStart, onProgress: ({ type }) => type === "sample" && inBench.abort() }),
      { code: "aborted" },
    );
    const searches = hub.count(/api\/models\?/);
    const { report } = await here.scout({ onStart });
    assert.deepEqual([hub.count(/api\/models\?/), report.findings.length], [searches, 1]);
    const [first, second] = started.map((line) => line.split(" "));
    assert.deepEqual([first?.[0] === second?.[0], second?.[1]], [true, "true"], "the run itself goes on");
    assert.ok(hub.sentBytes(/lfs/) < 2.5 * MINI.length, "the file came once, besides its header");
  });

  it("keeps the budget, and leaves what is over for the next look", async (test) => {
    await using hub = await startHub({
      repos: [repo("a/first", { downloads: 9000 }), repo("a/second", { downloads: 10 })],
    });
    const here = place(test, hub);
    const small = await here.scout({ maxDownload: 1000 });
    assert.deepEqual([small.report.findings, small.report.skipped.length], [[], 2]);
    const other = place(test, hub);
    const one = await other.scout({ maxDownload: MINI.length + 1 });
    assert.deepEqual(
      [one.report.findings.map(({ repo }) => repo), one.report.waiting.map(({ repo }) => repo)],
      [["a/first"], ["a/second"]],
    );
    const next = await other.scout();
    assert.deepEqual(
      next.report.findings.map(({ repo }) => repo),
      ["a/second"],
    );
  });

  it("goes on the next time with what no time was left for", async (test) => {
    await using hub = await startHub({ repos: [repo("a/first", { downloads: 9000 }), repo("a/second")] });
    const here = place(test, hub);
    const { report } = await here.scout({ maxTimeMs: 1 });
    assert.deepEqual(
      [report.findings, report.waiting.map(({ repo, because }) => [repo, because.slice(0, 15)])],
      [
        [],
        [
          ["a/first", "the time was up"],
          ["a/second", "the time was up"],
        ],
      ],
    );
    const searches = hub.count(/api\/models\?/);
    const next = await here.scout();
    assert.deepEqual([hub.count(/api\/models\?/), next.report.findings.length, next.report.waiting], [searches, 2, []]);
  });

  it("takes no file whose size the hub tells wrongly, and says so", async (test) => {
    await using hub = await startHub({ repos: [repo("a/liar", { listedSizes: { "m-Q4_0.gguf": MINI.length - 10 } })] });
    const { report } = await place(test, hub).scout();
    const [finding] = report.findings;
    const because = finding?.reasons[0] ?? report.skipped[0]?.because ?? "";
    assert.match(because, /m-Q4_0\.gguf/);
    assert.notEqual(finding?.outcome, "take");
  });

  it("makes a model the default only when told to, and only when it is to be taken", async (test) => {
    await using hub = await startHub({ repos: [repo("a/good")] });
    const settings = { minQuality: "0.5", prompts: "meeting-notes", maxTokens: "60" };
    const plain = place(test, hub, settings);
    const { report } = await plain.scout();
    assert.equal(report.findings[0]?.outcome, "take", report.findings[0]?.reasons.join(" "));
    assert.deepEqual([report.newDefault, existsSync(join(plain.folder, "assay.json"))], [undefined, false]);
    const told = place(test, hub, settings);
    writeFileSync(join(told.folder, "assay.json"), '{ "rounds": 1 }');
    const { report: second } = await told.scout({ setDefault: true });
    assert.equal(second.newDefault, "good");
    assert.deepEqual(JSON.parse(readFileSync(join(told.folder, "assay.json"), "utf8")).models, ["good"]);
    assert.equal(JSON.parse(readFileSync(join(told.folder, "models.json"), "utf8")).models.good.hub.repo, "a/good");
  });

  it("removes the files of losers when told to, and those alone", async (test) => {
    await using hub = await startHub({ repos: [repo("a/loser", { files: { "m-Q4_0.gguf": MICRO } })] });
    const here = place(test, hub, { minQuality: "0.9" });
    const { report } = await here.scout({ keepNone: true, against: "notes-mini:q4_0" });
    const [finding] = report.findings;
    assert.deepEqual([finding?.outcome, finding?.isRemoved], ["no", true]);
    assert.ok(existsSync("models/assay-notes-mini-q4_0.gguf"));
    assert.ok(!existsSync(join(here.folder, "hf/hub/models--a--loser/snapshots")) || !here.holdsModel("a--loser"));
  });

  it("says what is wrong with the hub, and keeps its memory", async (test) => {
    await using hub = await startHub({ repos: [repo("a/good")] });
    const here = place(test, hub);
    hub.faults.set("/api/models", { type: "malformed", answer: [{ tags: 3 }] });
    await assert.rejects(here.scout(), { code: "endpoint-protocol", message: /does not answer as a model hub does/ });
    hub.faults.set("/api/models", { type: "malformed", answer: "<html>Sign in</html>" });
    await assert.rejects(here.scout(), { code: "endpoint-protocol" });
    const offline = place(test, hub, {}, { HF_HUB_OFFLINE: "1" });
    await assert.rejects(offline.scout(), { code: "endpoint-unreachable", message: /HF_HUB_OFFLINE|offline/i });
    const nobody = await here.workspaceOf();
    await assert.rejects(scout({ ...here.options(nobody), against: undefined }), {
      code: "invalid-input",
      message: /present default, and none is named/,
    });
    writeFileSync(join(here.folder, "runs/scout.json"), '{ "schema": 1 }');
    await assert.rejects(here.scout(), { code: "invalid-file", message: /scout\.json/ });
  });
});

function place(test: TestContext, hub: Hub, settings: GivenSettings = {}, more: Readonly<Record<string, string>> = {}) {
  const folder = makeFolder(test, { "prompts.json": JSON.stringify(PROMPTS) });
  const env = { ASSAY_HOME: join(folder, "home"), HF_HOME: join(folder, "hf"), HF_ENDPOINT: hub.url, ...more };
  const given = { prompts: join(folder, "prompts.json"), rounds: "1", maxTokens: "24", threads: "1", ...settings };
  const workspaceOf = () => readWorkspace({ directory: folder, env, now: () => NOW }, given);
  const options = (workspace: Awaited<ReturnType<typeof workspaceOf>>): ScoutOptions => ({
    against: "notes-micro:q4_0",
    format: "gguf",
    task: "text-generation",
    licence: "commercial",
    maxDownload: 1e9,
    maxModels: 3,
    maxTimeMs: 600_000,
    availableBytes: 4e9,
    setDefault: false,
    keepNone: false,
    coldLoad: false,
    calibration: false,
    workspace,
    engines: createEngines(workspace),
  });
  return {
    folder,
    workspaceOf,
    options,
    scout: async (changed: Partial<ScoutOptions> = {}) => scout({ ...options(await workspaceOf()), ...changed }),
    holdsModel: (name: string) => existsSync(join(folder, `hf/hub/models--${name}/refs`)),
  };
}
