import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import type { GivenSettings } from "../../settings/read-settings.ts";
import { createEngines } from "../create-engines.ts";
import { readWorkspace } from "../workspace.ts";
import { checkCanaries, recordCanary } from "./canary.ts";

const NOTES =
  "Project Lehe - meeting on Friday\n* We decided to choose Gonati as the vendor.\n* Clara: I will draft the release notes by November 14.";
const PROMPTS = ["Write a summary of the meeting in two sentences.", "List the action items."].map((task, index) => ({
  id: `p${index}`,
  prompt: `${task}\n\nNotes:\n${NOTES}`,
  facets: ["Gonati"],
}));
const TEMPLATE = "{% for message in messages %}USER: {{ message.content }}\n{% endfor %}ASSISTANT:";

test("a canary tells another chat template, quantisation, cache or number of threads, each by its condition", async (context) => {
  const folder = makeFolder(context, {
    "prompts.json": JSON.stringify(PROMPTS),
    "mine.gguf": readFileSync("models/assay-notes-micro-q8_0.gguf"),
  });
  const canaries = join(folder, "canary");
  const list = (entry: object) =>
    writeFileSync(join(folder, "models.json"), JSON.stringify({ mine: { file: "./mine.gguf", ...entry } }));
  const open = async (settings: GivenSettings = {}) => {
    const env = { ASSAY_HOME: join(folder, "home") };
    const workspace = await readWorkspace({ directory: folder, env }, { threads: "1", ...settings });
    return { workspace, engines: createEngines(workspace), folder: canaries };
  };
  const check = async (settings: GivenSettings = {}) => {
    const context = await open(settings);
    const [found] = await checkCanaries(["mine"], { ...context, ifChanged: false, withoutTimes: true });
    assert.equal(found?.type, "compared");
    return { ...found, changed: found.changes.map(({ what }) => what) };
  };
  list({});
  const prompts = join(folder, "prompts.json");
  await recordCanary("mine", { ...(await open()), prompts, maxTokens: 24, rounds: 0, replace: false });

  const threads = await check({ threads: "2" });
  assert.deepEqual(threads.changed, ["threads"]);
  assert.ok(threads.state === "identical" || threads.state === "rounding", threads.state);

  const cache = await check({ cacheType: "q8_0" });
  assert.deepEqual(cache.changes, [{ what: "form of keys and values", before: undefined, now: "q8_0" }]);
  assert.notEqual(cache.state, "identical");

  list({ template: TEMPLATE });
  const template = await check();
  assert.deepEqual([template.state, template.comparison.verdict.type], ["changed", "template"]);
  assert.deepEqual(template.changed, ["chat template"]);

  list({});
  copyFileSync("models/assay-notes-micro-q4_0.gguf", join(folder, "mine.gguf"));
  const weights = await check();
  assert.deepEqual([weights.state, weights.comparison.verdict.type], ["changed", "weights"]);
  assert.deepEqual(weights.changed, ["model file", "quantisation"]);
  // Two prompts tell no difference of quality from chance.
  assert.deepEqual([weights.quality?.n, weights.quality?.moved], [2, "unknown"]);
});
