import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type TestContext, test } from "node:test";
import { type OpenAiServer, startOpenAiServer } from "../../../test/fixtures/openai-server/start-openai-server.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import { AssayError } from "../../core/errors.ts";
import { createEngines } from "../create-engines.ts";
import { readWorkspace } from "../workspace.ts";
import { type BenchOptions, bench, planFor } from "./bench.ts";

const PROMPTS = JSON.stringify([{ id: "greet", prompt: "Greet.", facets: ["hello", "world"] }]);

/** The request of a user's program, in a folder of its own. */
async function openProject(context: TestContext, server: OpenAiServer): Promise<BenchOptions> {
  const directory = makeFolder(context, { "prompts.json": PROMPTS });
  const env = { ASSAY_HOME: join(directory, "home") };
  const workspace = await readWorkspace({ directory, env }, { prompts: "prompts.json", rounds: 2, warmUp: 0 });
  return { workspace, names: [`${server.baseUrl}#m`], calibration: false };
}

test("`bench()` measures, recommends and writes the reports into the run's folder", async (context) => {
  await using server = await startOpenAiServer({ models: ["m"] });
  const options = await openProject(context, server);
  const outcome = await bench(options);
  assert.ok(outcome.type === "measured");
  const { report, written } = outcome;
  assert.equal(report.samples.length, 2);
  assert.equal(report.recommendation.verdict.type, "measured");
  assert.deepEqual(Object.keys(written), ["json", "csv", "markdown", "html"]);
  assert.ok(written.json?.startsWith(join(options.workspace.directory, "runs")));
  assert.deepEqual(JSON.parse(await readFile(written.json ?? "", "utf8")).summary.run.plan, await planFor(options));
});

test("`bench()` goes on with a run that was stopped before anything was measured", async (context) => {
  await using server = await startOpenAiServer({ models: ["m"] });
  const options = await openProject(context, server);
  const stopped = await bench({ ...options, signal: AbortSignal.abort() });
  assert.ok(stopped.type === "nothing-measured");
  assert.equal(server.requests.length, 0);
  const resumed = await bench({ ...options, names: [], resume: stopped.summary.run.id });
  assert.ok(resumed.type === "measured");
  assert.equal(resumed.report.summary.status, "complete");
});

test("`bench()` refuses weights before it measures anything", async (context) => {
  await using server = await startOpenAiServer({ models: ["m"] });
  const options = await openProject(context, server);
  await assert.rejects(bench({ ...options, weights: "speed=1" }), { code: "invalid-input" });
  assert.equal(server.requests.length, 0);
});

test("`bench()` measures again what was disturbed, and the later requests count", async (context) => {
  await using server = await startOpenAiServer({ models: ["m"] });
  const options = await openProject(context, server);
  const first = await bench(options);
  assert.ok(first.type === "measured" && first.report.directory !== undefined);
  const { id } = first.report.summary.run;
  const journal = join(first.report.directory, "samples.jsonl");
  const lines = (await readFile(journal, "utf8")).trimEnd().split("\n");
  const disturbed = lines.map((line) => {
    const entry = JSON.parse(line);
    return JSON.stringify(entry.type === "sample" && entry.round === 2 ? { ...entry, loopDelayMs: 500 } : entry);
  });
  await writeFile(journal, `${disturbed.join("\n")}\n`);
  const before = server.requests.length;
  const again = await bench({ ...options, names: [], resume: id, again: true });
  assert.ok(again.type === "measured");
  assert.ok(server.requests.length > before, "the requests are made again");
  const { summary, samples } = again.report;
  assert.equal(summary.recorded, summary.planned);
  const timed = samples.filter(({ phase }) => phase === "timed");
  assert.deepEqual(timed.map(({ round }) => round).sort(), [1, 2]);
  assert.ok(timed.every(({ loopDelayMs }) => (loopDelayMs ?? 0) !== 500));
});

test("`bench()` loses nothing when the embedding model fails, and says that facets by meaning are not scored", async (context) => {
  await using server = await startOpenAiServer({ models: ["m"] });
  const options = await openProject(context, server);
  const { directory } = options.workspace;
  await writeFile(
    join(directory, "prompts.json"),
    JSON.stringify([{ prompt: "Greet.", facets: [{ means: "hello" }] }]),
  );
  const file = resolve("models/assay-notes-micro-q4_0.gguf");
  await writeFile(join(directory, "models.json"), JSON.stringify({ models: { "all-minilm-l6-v2": { file } } }));
  const real = createEngines(options.workspace);
  const load = () => Promise.reject(new AssayError({ code: "out-of-memory", message: "No room." }));
  const gguf = { ...real.gguf, probe: async () => ({ available: true, devices: [] }), load };
  const outcome = await bench({ ...options, engines: { ...real, gguf } });
  assert.ok(outcome.type === "measured");
  const { summary, samples } = outcome.report;
  assert.equal(summary.status, "complete");
  assert.equal(samples.length, 2);
  assert.ok(summary.warnings.some(({ message }) => /not scored.*No room\. Resume the run/.test(message)));
});
