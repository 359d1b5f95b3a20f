import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type TestContext, test } from "node:test";
import { findFreePort } from "../../src/system/find-free-port.ts";
import { putFoundryOnPath } from "../foundry/put-foundry-on-path.ts";
import { runFoundry, runProgram } from "../foundry/run-foundry.ts";
import { makeFolder } from "../make-folder.ts";

const ASSAY = resolve("src/cli/main.ts");
const TINY = resolve("models/assay-notes-micro-q4_0.gguf");
const MODELS = { tiny: { hub: { repo: "o/tiny", file: "tiny.gguf" } } };

/** The hub's own layout, as any of its tools leaves it. */
function putTinyInto(cache: string): void {
  const repo = join(cache, "models--o--tiny");
  const commit = "c".repeat(40);
  mkdirSync(join(repo, "refs"), { recursive: true });
  mkdirSync(join(repo, "snapshots", commit), { recursive: true });
  writeFileSync(join(repo, "refs", "main"), commit);
  copyFileSync(TINY, join(repo, "snapshots", commit, "tiny.gguf"));
}

/** Both executables, with no more in the environment than a home: everything else stands in files. */
function install(context: TestContext) {
  const { env: full } = putFoundryOnPath(context);
  const { ASSAY_SERVICE_PORT: _, HF_HUB_CACHE: __, HUGGINGFACE_HUB_CACHE: ___, ...rest } = full;
  // Nobody is asked for what is not found: it would hide that it was looked for in another folder.
  const env: NodeJS.ProcessEnv = { ...rest, HF_HUB_OFFLINE: "1" };
  const assay = (folder: string, args: readonly string[]) =>
    runProgram(process.execPath, [ASSAY, ...args], { folder, env });
  const foundry = (folder: string, line: string) => runFoundry({ folder, env }, line.split(" "));
  const stop = async () => void (await assay(tmpdir(), ["service", "stop", "--now"]));
  return { config: join(env.ASSAY_HOME ?? "", "config"), assay, foundry, [Symbol.asyncDispose]: stop };
}

test("`assay`, the service and `foundry` look into the model cache that the user's assay.json names", async (context) => {
  await using installed = install(context);
  const { config, assay, foundry } = installed;
  const [folder, cache] = [makeFolder(context), makeFolder(context)];
  const port = await findFreePort();
  mkdirSync(config, { recursive: true });
  writeFileSync(join(config, "assay.json"), JSON.stringify({ modelCache: cache, servicePort: port }));
  writeFileSync(join(config, "models.json"), JSON.stringify({ models: MODELS }));
  putTinyInto(cache);

  const listed = await assay(folder, ["model", "list", "--json"]);
  const { models } = JSON.parse(listed.stdout) as { models: readonly { alias: string; state: string }[] };
  assert.equal(models.find(({ alias }) => alias === "tiny")?.state, "ready");

  assert.match((await foundry(folder, "cache list")).stdout, /^💾 tiny +tiny-generic-cpu:1$/m);
  const names = await (await fetch(`http://127.0.0.1:${port}/openai/models`)).json();
  assert.ok((names as readonly string[]).includes("tiny-generic-cpu:1"), JSON.stringify(names));
  assert.equal((await foundry(folder, "cache location")).stdout, `💾 Cache directory path: ${cache}\n`);
  const asked = await foundry(folder, "model run tiny --prompt hi");
  assert.equal(asked.code, 0, asked.stderr);
  assert.match(asked.stderr, /tiny-generic-cpu:1 was found in the local cache/);
});

test("`foundry` looks where the service of another folder does, as its project says", async (context) => {
  await using installed = install(context);
  const { assay, foundry } = installed;
  const project = makeFolder(context, {
    "assay.json": JSON.stringify({ modelCache: "cache", servicePort: 0 }),
    "models.json": JSON.stringify({ models: MODELS }),
  });
  putTinyInto(join(project, "cache"));
  const started = await assay(project, ["service", "start", "--json"]);
  const { endpoints } = JSON.parse(started.stdout) as { endpoints: readonly string[] };

  const names = await (await fetch(`${endpoints[0]}/openai/models`)).json();
  assert.ok((names as readonly string[]).includes("tiny-generic-cpu:1"), JSON.stringify(names));
  assert.match((await foundry(makeFolder(context), "cache list")).stdout, /^💾 tiny +tiny-generic-cpu:1$/m);
});
