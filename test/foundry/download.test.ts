import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { startHub } from "../fixtures/hub/start-hub.ts";
import { FOUNDRY_MODELS } from "./foundry-models.ts";
import { putFoundryOnPath } from "./put-foundry-on-path.ts";
import { runFoundry } from "./run-foundry.ts";

const { file } = FOUNDRY_MODELS["qwen2.5-0.5b"];

it("`foundry` downloads a model, runs it, and removes it when it is told yes", async (test) => {
  await using hub = await startHub({ repos: [{ id: "someone/far", files: { "far.gguf": readFileSync(file) } }] });
  const installed = putFoundryOnPath(test, { far: { hub: { repo: "someone/far", file: "far.gguf" } } });
  const env = { ...installed.env, HF_ENDPOINT: hub.url, HF_TOKEN: "" };
  const type = (line: string, input?: string) => runFoundry({ ...installed, env }, line.split(" "), input);
  try {
    await type("service start");
    assert.doesNotMatch((await type("cache list")).stdout, /far/);
    const downloaded = await type("model download far");
    assert.equal(downloaded.code, 0, downloaded.stderr);
    assert.match(
      downloaded.stdout,
      /^Downloading far-generic-cpu:1\.\.\.\n\[#{36}\] 100\.00 % \[Time remaining: about 0s\].*\nTips:\n- To find model cache/,
    );
    assert.match((await type("model download FAR")).stdout, /was found in the local cache/);
    assert.match((await type("cache list")).stdout, /^💾 far +far-generic-cpu:1$/m);
    const asked = await type("model run far --prompt Hello");
    assert.equal(asked.code, 0, asked.stderr);

    const refused = await type("cache remove far", "n\n");
    assert.match(refused.stdout, /⚠️ This will delete model 'far \(far-generic-cpu:1\)' from cache\.\n⚠️ Are you sure/);
    assert.match((await type("cache list")).stdout, /far/);
    const removed = await type("cache remove far", "y\n");
    assert.match(removed.stdout, /Deleted model far-generic-cpu:1 from the cache\.\n$/);
    assert.doesNotMatch((await type("cache list")).stdout, /far/);
    assert.match((await type("service ps")).stdout, /^No models/);
    assert.equal((await type("cache remove far", "y\n")).code, 1);

    // `model run` downloads what is missing.
    const again = await type("model run far --prompt Hello");
    assert.equal(again.code, 0, again.stderr);
    assert.match(again.stderr, /Downloading far-generic-cpu:1\.\.\./);
  } finally {
    await type("service stop");
  }
});
