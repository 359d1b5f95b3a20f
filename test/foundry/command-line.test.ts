import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { QWEN } from "./foundry-models.ts";
import { type InstalledFoundry, putFoundryOnPath } from "./put-foundry-on-path.ts";
import { runFoundry } from "./run-foundry.ts";

/** As the 0.x SDKs read it. */
const ADDRESS = /http:\/\/(?:[a-zA-Z0-9.-]+|\d{1,3}(\.\d{1,3}){3}):\d+/;

describe("foundry", () => {
  let installed: InstalledFoundry;
  const cleanUps: (() => unknown)[] = [];
  const type = (line: string, input?: string) =>
    runFoundry(
      installed,
      [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? ""),
      input,
    );

  before(() => {
    const context = { after: (done: () => unknown) => cleanUps.push(done) } as unknown as TestContext;
    installed = putFoundryOnPath(context);
  });
  after(async () => {
    await type("service stop");
    for (const done of cleanUps) await done();
  });

  it("tells that no service runs, without an address, and exits with 0", async () => {
    const { code, stdout } = await type("service status");
    assert.equal(code, 0);
    assert.match(stdout, /^🔴 Model management service is not running!\n/);
    assert.doesNotMatch(stdout, ADDRESS);
    assert.match((await type("server status")).stdout, /^State {4}Stopped/);
    assert.deepEqual(JSON.parse((await type("server status -o json")).stdout).webUrls, []);
    assert.match((await type("--version")).stdout, /^0\.8\.119\+assay\.\d+\.\d+\.\d+\n$/);
  });

  it("starts the service and leaves none of its streams open, so that who waits for them goes on", async () => {
    // `runFoundry()` resolves once the streams are closed: with an inherited one it would wait for the service to end.
    const { code, stdout } = await type("service start");
    assert.equal(code, 0);
    assert.match(stdout, /^🟢 Service is Started on http:\/\/127\.0\.0\.1:\d+\/, PID \d+!\n$/);
    const { stdout: again } = await type("service start");
    assert.match(again, /^🟢 Service is already running on http:\/\/127\.0\.0\.1:\d+\/\.\n$/);
    assert.equal(ADDRESS.exec(again)?.[0], ADDRESS.exec(stdout)?.[0]);
  });

  it("tells where the service runs, in the line that the SDKs read", async () => {
    const { code, stdout } = await type("service status");
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^🟢 Model management service is running on http:\/\/127\.0\.0\.1:\d+\/openai\/status\nEP autoregistration status: .+\nValid EPs: CPUExecutionProvider\n$/,
    );
    // As the C# SDK reads it.
    assert.match(/is running on (http:\/\/.*)\s+/.exec(stdout)?.[1] ?? "", /\/openai\/status$/);
    assert.equal((await type("service status --verbose")).stdout, stdout);
    const { stdout: newer } = await type("server status");
    assert.match(newer, /Web URLs\s+(https?:\/\/\S+)/);
    assert.ok(stdout.includes(JSON.parse((await type("server status -o json")).stdout).webUrls[0]));
  });

  it("lists models in the classic table, filtered in the classic way", async () => {
    const { stdout } = await type("model list");
    const [head, rule, ...rows] = stdout.split("\n");
    assert.match(head ?? "", /^Alias {26}Device {5}Task {11}File Size {4}License {6}Model ID$/);
    assert.match(rule ?? "", /^-+$/);
    const column = head?.indexOf("Model ID") ?? 0;
    assert.equal(rows.find((row) => row.startsWith("qwen2.5-0.5b "))?.slice(column), QWEN);
    assert.match((await type("model ls --filter alias=qwen2.5-0.5b")).stdout, /qwen2\.5-0\.5b-instruct-generic-cpu:3/);
    assert.doesNotMatch((await type("model list --filter alias=!qwen*")).stdout, /^qwen/m);
    assert.match((await type("model list --filter device=GPU")).stdout, /^No models found/);
    assert.doesNotMatch((await type("model list --cached")).stdout, /phi-4-mini/);
    const wrong = await type("model list --filter size=3");
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /^Exception: .*device, provider, task, alias/);
  });

  it("loads, shows and unloads a model", async () => {
    const loaded = await type("model load QWEN2.5-0.5B --ttl 600");
    assert.equal(loaded.code, 0, loaded.stderr);
    assert.equal(loaded.stdout, `🕔 Loading model...\n🟢 Model ${QWEN} loaded successfully\n`);
    for (const line of ["service ps", "service list"])
      assert.match((await type(line)).stdout, new RegExp(`^🟢 {2}qwen2\\.5-0\\.5b +${QWEN}$`, "m"));
    assert.match((await type("model list --running")).stdout, /qwen2\.5-0\.5b/);
    assert.match((await type(`model stop ${QWEN}`)).stdout, /unloaded successfully/);
    assert.match((await type("service ps")).stdout, /^No models are currently loaded in the service/);
    const missing = await type("model load phi-4-mini");
    assert.equal(missing.code, 1);
    assert.match(missing.stderr, /^Exception: .*not in the local cache[\s\S]*Hint: .*foundry model download/);
  });

  it("runs a model: one answer, lines from a pipe, or nothing to ask", async () => {
    const once = await type('model run qwen2.5-0.5b --prompt "Hello there"');
    assert.equal(once.code, 0, once.stderr);
    assert.ok(once.stdout.trim().length > 0);
    assert.doesNotMatch(once.stdout, /Loading|Interactive/);
    const piped = await type("model run qwen2.5-0.5b", "Hello there\n/exit\nnot asked\n");
    assert.equal(piped.code, 0, piped.stderr);
    assert.match(piped.stdout, /Interactive Chat\. Enter \/\? or \/help for help\./);
    assert.equal(piped.stdout.match(/🤖/g)?.length, 1);
    assert.equal((await type("model run qwen2.5-0.5b --retain true")).code, 0);
    const told = await type('complete qwen2.5-0.5b "Hello there" --max-tokens 5 --verbose');
    assert.equal(told.code, 0);
    assert.match(told.stderr, /Time cost to load model: [\s\S]*(to the first token|in one piece).* tokens/);
    const missing = await type("complete no-such-model hi");
    assert.deepEqual([missing.code, /^● error: .*no-such-model.* \(unknown-model\)$/m.test(missing.stderr)], [1, true]);
    assert.match(missing.stderr, /^Hint: /m);
    assert.equal((await type('complete qwen2.5-0.5b "Hello there" --max-tokens none')).code, 1);
  });

  it("keeps the models it was asked to keep, and unloads them otherwise", async () => {
    await type("model load notes-micro");
    const kept = await type("model run qwen2.5-0.5b --retain true --prompt Hi");
    assert.doesNotMatch(kept.stderr, /Unloading/);
    assert.match((await type("service ps")).stdout, /notes-micro/);
    const alone = await type("model run qwen2.5-0.5b --prompt Hi");
    assert.match(alone.stderr, /Unloading existing models\. Use --retain true/);
    assert.doesNotMatch((await type("service ps")).stdout, /notes-micro/);
  });

  it("shows the cache", async () => {
    assert.match((await type("cache location")).stdout, /^💾 Cache directory path: \S+\n$/);
    for (const line of ["cache list", "cache ls"])
      assert.match((await type(line)).stdout, new RegExp(`^💾 qwen2\\.5-0\\.5b {38}${QWEN}$`, "m"));
    const { code, stderr } = await type("cache remove qwen2.5-0.5b", "y\n");
    assert.equal(code, 1, "a file that assay has not downloaded is not removed");
    assert.match(stderr, /Exception: .*downloaded/);
  });

  it("tells what is known of a model, and under which licence it comes", async () => {
    const { stdout } = await type("model info qwen2.5-0.5b");
    assert.match(stdout, new RegExp(`^Model ID: +${QWEN}$`, "m"));
    assert.match(stdout, /^Variants:\nAlias/m);
    const licence = await type("model info qwen2.5-0.5b --license");
    assert.equal(licence.stdout, `${QWEN} comes under the license Apache-2.0\n`);
    assert.match((await type("model download qwen2.5-0.5b")).stdout, /was found in the local cache/);
    assert.equal((await type("model info qwen2.5-0.5b --device GPU")).code, 1);
  });

  it("changes a setting, restarts the service with it, and shows it", async () => {
    const { code, stdout, stderr } = await type("service set --allow-file-pages --show");
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^Saving new settings\nRestarting service\.\.\.\n🔴 Service is stopped\.\n🟢 Service is Started on/,
    );
    const shown = JSON.parse(stdout.slice(stdout.indexOf("{")));
    assert.equal(shown.serviceSettings.allowFilePages, true);
    assert.equal(typeof shown.serviceSettings.cacheDirectoryPath, "string");
    assert.match((await type("service set --show")).stdout, /^No settings changed\n\{/);
    assert.match((await type("service set --port never")).stderr, /^Exception: .*port/);
    assert.match((await type("service set --host 0.0.0.0")).stderr, /^Exception: .*must have a key/);
    assert.match((await type("service status")).stdout, /is running on/, "a wrong setting stops nothing");
    const config = JSON.parse((await type("config list --json")).stdout);
    assert.equal(config.settings.find(({ name }: { name: string }) => name === "allow-file-pages").value, true);
    assert.equal(typeof config.gpuAcceleration, "boolean");
    assert.equal((await type("config reset allow-file-pages")).code, 0);
    assert.equal((await type("config set no-such-setting 1")).code, 1);
  });

  it("answers what the workshop types and no release has", async () => {
    for (const line of ["model stats qwen2.5-0.5b", "model benchmark qwen2.5-0.5b --rounds 3"]) {
      const { code, stderr } = await type(line);
      assert.equal(code, 1, line);
      assert.match(stderr, /Hint: assay /, line);
    }
    assert.match((await type("model search qwen2.5-0")).stdout, /qwen2\.5-0\.5b/);
    const audio = await type("transcribe -m whisper -f a.wav");
    assert.equal(audio.code, 1);
    assert.match(audio.stderr, /No model here takes audio/);
  });

  it("refuses what it does not know in the classic words, with 1", async () => {
    for (const [line, words] of [
      ["bogus", /Unrecognized command or argument 'bogus'\./],
      ["model bogus", /Unrecognized command or argument 'bogus'\./],
      ["model list --bogus", /Unrecognized command or argument '--bogus'\./],
      ["model", /Required command was not provided\./],
      ["model load", /Required argument missing/],
      ["model load no-such-model", /^Exception: /],
    ] as const) {
      const { code, stderr } = await type(line);
      assert.equal(code, 1, line);
      assert.match(stderr, words, line);
    }
    assert.equal((await type("-?")).code, 0);
    assert.equal((await type("model -?")).code, 0);
  });

  it("stops the service", async () => {
    assert.equal((await type("service stop")).stdout, "🔴 Service is stopped.\n");
    assert.match((await type("service status")).stdout, /not running/);
    assert.equal((await type("service stop")).code, 0);
  });

  it("starts the service with the first command that needs it, and says so", async () => {
    const { stdout } = await type("model list --cached");
    assert.match(stdout, /^🟢 Service is Started on http:\/\/127\.0\.0\.1:\d+\/, PID \d+!\nAlias/);
  });
});
