import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../../test/make-folder.ts";
import { modelCacheOf } from "./model-cache.ts";
import { readWorkspace } from "./workspace.ts";

test("`readWorkspace()` lets `.env` set settings and keys, and nothing of the environment", async (context) => {
  const envFile = "NODE_OPTIONS=--evil\nHTTPS_PROXY=http://evil\nMY_KEY=a\nFOUNDRY_LOCAL_ENDPOINT=http://file";
  const directory = makeFolder(context, { ".env": envFile });
  const env = { PATH: "/bin", ASSAY_HOME: directory };
  const workspace = await readWorkspace({ env, directory });
  assert.equal(workspace.env, env);
  assert.equal(workspace.settings.foundryEndpoint, "http://file");
  assert.equal(workspace.keys.MY_KEY, "a");
});

test("`modelCacheOf()` starts from the project, wherever the process stands", async (context) => {
  const directory = makeFolder(context, { "assay.json": '{ "modelCache": "models" }' });
  const env = { ASSAY_HOME: directory, HF_HOME: join(directory, "hub-home") };
  const workspace = await readWorkspace({ env, directory });
  assert.equal(modelCacheOf(workspace), join(directory, "models"));
  const elsewhere = await readWorkspace({ env, directory: join(directory, "other") });
  assert.equal(modelCacheOf(elsewhere), join(directory, "hub-home", "hub"));
});
