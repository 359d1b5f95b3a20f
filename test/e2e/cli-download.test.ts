import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { HubRepo } from "../fixtures/hub/hub-repo.ts";
import { shippedRepos } from "../fixtures/hub/hub-repo.ts";
import { type Hub, startHub } from "../fixtures/hub/start-hub.ts";
import { makeFolder } from "../make-folder.ts";
import { type CliOptions, runCli } from "../run-cli.ts";

const MICRO = "assay/notes-micro-GGUF";
const Q4 = "assay-notes-micro-q4_0.gguf";

interface Fixture {
  readonly hub: Hub;
  readonly cwd: string;
  readonly home: string;
  cli(args: readonly string[], options?: Partial<CliOptions>): ReturnType<typeof runCli>;
}

async function open(
  test: TestContext,
  more: readonly HubRepo[] = [],
  env: Record<string, string> = {},
): Promise<Fixture> {
  const hub = await startHub({ repos: [...shippedRepos(), ...more] });
  test.after(() => hub[Symbol.asyncDispose]());
  const cwd = makeFolder(test);
  const home = join(cwd, "hf");
  const common = { HF_ENDPOINT: hub.url, HF_HOME: home, HF_TOKEN: "", HF_HUB_CACHE: "", ...env };
  return { hub, cwd, home, cli: (args, options) => runCli(args, { cwd, env: common, ...options }) };
}

test("a repository's model is downloaded, found again, listed, verified and removed", async (context) => {
  const { cli, cwd, home, hub } = await open(context);
  const several = await cli(["model", "download", MICRO]);
  assert.equal(several.code, 2);
  assert.match(several.stderr, /hint: .*one of its files: .*q4_0\.gguf, .*q8_0\.gguf.* \(--file <file>\)/);

  const done = await cli(["model", "download", MICRO, "--file", "*q4_0*"]);
  assert.equal(done.code, 0, done.stderr);
  assert.match(done.stdout, /^downloaded assay\/notes-micro-GGUF \(1\.13 MB\): .*q4_0\.gguf\n$/);
  assert.match(done.stderr, /downloading assay-notes-micro-q4_0\.gguf/);
  const again = await cli(["model", "download", `${MICRO}:q4_0`, "--json"]);
  const { alreadyThere, path, bytes } = JSON.parse(again.stdout);
  assert.deepEqual([alreadyThere, bytes], [true, 1_130_272]);
  assert.deepEqual(readFileSync(path), readFileSync(join("models", Q4)));
  assert.equal(hub.sentBytes(/^\/lfs\//), bytes);

  const listed = JSON.parse((await cli(["cache", "list", "--json"])).stdout);
  assert.equal(listed.location, join(home, "hub"));
  assert.deepEqual([listed.ownBytes, listed.entries[0].name, listed.entries[0].owner], [bytes, MICRO, "assay"]);
  assert.match((await cli(["cache", "list"])).stdout, /assay\/notes-micro-GGUF\s+1\.13 MB\s+1\s+assay/);

  assert.equal((await cli(["cache", "verify"])).code, 0);
  writeFileSync(path, "broken");
  const damaged = await cli(["cache", "verify"]);
  assert.equal(damaged.code, 1);
  assert.match(damaged.stdout, /^damaged {3}assay\/notes-micro-GGUF\/assay-notes-micro-q4_0\.gguf: it has 6 bytes/);
  assert.match(damaged.stderr, /cache verify --repair/);
  assert.match((await cli(["cache", "verify", "--repair"])).stdout, /^repaired/);
  assert.deepEqual(readFileSync(path), readFileSync(join("models", Q4)));

  const unasked = await cli(["cache", "remove", MICRO]);
  assert.equal(unasked.code, 2);
  assert.match(unasked.stderr, /--yes/);
  assert.match((await cli(["cache", "remove", MICRO, "--yes"])).stderr, /1\.13 MB are free again/);
  assert.deepEqual(readdirSync(join(home, "hub")), []);
  assert.equal((await cli(["cache", "remove", MICRO, "--yes"])).code, 2);
  assert.deepEqual(readdirSync(cwd).sort(), [".assay-home", "hf"]);
});

test("Ctrl-C keeps what came and says how to go on; the next try does", { skip: noSignals() }, async (context) => {
  const { cli, hub } = await open(context);
  hub.faults.set(Q4, { type: "slow", bytesPerSecond: 200_000 });
  let isStopped = false;
  const stopped = await cli(["model", "download", MICRO, "--file", Q4], {
    onOutput: (child, _, stderr) => {
      // Once: a second one ends the process at once.
      if (isStopped || !/[2-9]\d%/.test(stderr)) return;
      isStopped = true;
      child.kill("SIGINT");
    },
  });
  assert.equal(stopped.code, 130, stopped.stderr);
  assert.match(
    stopped.stderr,
    /hint: .*Continue it with `assay model download assay\/notes-micro-GGUF --file assay-notes/,
  );
  hub.faults.clear();
  const done = await cli(["model", "download", MICRO, "--file", Q4]);
  assert.equal(done.code, 0, done.stderr);
  assert.match(done.stderr, /goes on from 0\.\d+ MB/);
});

test("a stopped download can be cleaned away", async (context) => {
  const { cli, hub, home } = await open(context);
  hub.faults.set(Q4, { type: "status", status: 404 });
  assert.equal((await cli(["model", "download", MICRO, "--file", Q4])).code, 2);
  const cleaned = await cli(["cache", "clean", "--yes"]);
  assert.equal(cleaned.code, 0, cleaned.stderr);
  rmSync(join(home, "hub"), { recursive: true, force: true });
  assert.match((await cli(["cache", "clean"])).stderr, /nothing to clean/);
});

test("an alias of models.json with a hub source is downloaded, and runs from then on", async (context) => {
  const { cli, cwd } = await open(context);
  const models = { schema: 1, models: { micro: { hub: { repo: MICRO, file: Q4 } } } };
  writeFileSync(join(cwd, "models.json"), JSON.stringify(models));
  const stateOf = async () => {
    const { models } = JSON.parse((await cli(["model", "list", "--json"])).stdout);
    return models.find(({ alias }: { alias: string }) => alias === "micro").state;
  };
  assert.equal(await stateOf(), "downloadable");
  const done = await cli(["model", "download", "micro"]);
  assert.equal(done.code, 0, done.stderr);
  assert.equal(await stateOf(), "ready");
  assert.match((await cli(["model", "download", "micro"])).stdout, /is here already/);
  assert.match((await cli(["model", "download", "notes-mini"])).stdout, /is here already/);
  assert.equal((await cli(["cache", "remove", "notes-mini", "--yes"])).code, 2);
  assert.equal((await cli(["cache", "remove", "micro", "--yes"])).code, 0);
  const unknown = await cli(["model", "download", "nothing-like-it"]);
  assert.equal(unknown.code, 2);
});

test("a gated model names its page", async (context) => {
  const { cli, hub } = await open(context, [
    { id: "big/gated", gated: "manual", files: { "m.gguf": new Uint8Array(9) } },
  ]);
  const denied = await cli(["model", "download", "big/gated"]);
  assert.equal(denied.code, 1);
  assert.ok(denied.stderr.includes(`${hub.url}/big/gated`));
  assert.match(denied.stderr, /hint: .*HF_TOKEN/);
});

test("`prefetch` goes on with the others when one cannot be had, and refuses a time that is none", async (context) => {
  const { cli } = await open(context);
  const result = await cli(["model", "prefetch", "assay/none", `${MICRO}:q4_0`, "--json"]);
  assert.equal(result.code, 1);
  const { models } = JSON.parse(result.stdout);
  assert.equal(models[0].error.code, "unknown-model");
  assert.equal(models[1].alreadyThere, false);
  const wrong = await cli(["model", "prefetch", MICRO, "--at", "25:00"]);
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /02:00/);
});

test("`cache cd` keeps models elsewhere from now on, unless the environment is stronger", async (context) => {
  const { cli, cwd, home } = await open(context);
  assert.equal((await cli(["cache", "location"])).stdout.trim(), join(home, "hub"));
  const moved = await cli(["cache", "cd", "mine"]);
  assert.equal(moved.code, 0, moved.stderr);
  const location = await cli(["cache", "location", "--json"]);
  assert.equal(JSON.parse(location.stdout).location, join(cwd, "mine"));
  const done = await cli(["model", "download", `${MICRO}:q4_0`, "--json"]);
  assert.ok(JSON.parse(done.stdout).path.startsWith(join(cwd, "mine")), done.stdout);
  const env = { HF_HUB_CACHE: join(cwd, "stronger"), HF_HOME: home };
  assert.equal((await cli(["cache", "location"], { env })).stdout.trim(), join(cwd, "stronger"));
  assert.match((await cli(["cache", "cd", "other"], { env })).stderr, /HF_HUB_CACHE says otherwise/);
});

function noSignals(): string | false {
  return process.platform === "win32" ? "Windows sends no Ctrl-C to a process without a console" : false;
}
