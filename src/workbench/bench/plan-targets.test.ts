import assert from "node:assert/strict";
import { copyFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { createRunStore } from "../../store/create-run-store.ts";
import { createEngines } from "../create-engines.ts";
import { exportModel } from "../model/export-model.ts";
import { readWorkspace } from "../workspace.ts";
import { createTargetLoader } from "./create-target-loader.ts";
import { planTargets } from "./plan-targets.ts";

const MICRO = "models/assay-notes-micro-q4_0.gguf";
const TEMPLATE = "{% for m in messages %}{{ loud }} {{ m.content }}{% endfor %}";

async function openProject(context: TestContext, files: Readonly<Record<string, string>>) {
  const directory = makeFolder(context, files);
  return readWorkspace({ directory, env: { ASSAY_HOME: join(directory, "home") } });
}

test("`planTargets()` keeps an entry's template and its variables, and the loader gives them to the engine", async (context) => {
  const entry = { file: "m.gguf", template: "own.jinja", templateVariables: { loud: "HEAR:" } };
  const models = JSON.stringify({ models: { mine: entry, named: { file: "m.gguf", template: "chatml" } } });
  const workspace = await openProject(context, { "models.json": models, "own.jinja": TEMPLATE });
  copyFileSync(MICRO, join(workspace.directory, "m.gguf"));
  const [mine, named] = await planTargets(["mine", "named"], workspace);
  assert.equal(mine?.chatTemplate, TEMPLATE);
  assert.deepEqual(mine?.templateVariables, { loud: "HEAR:" });
  assert.equal(named?.chatTemplate, "chatml");

  const options: unknown[] = [];
  const engines = createEngines(workspace);
  const gguf = { ...engines.gguf, load: async (_: unknown, given: unknown) => options.push(given) as never };
  assert.ok(mine);
  await createTargetLoader({ engines: { ...engines, gguf }, workspace })(mine, {});
  assert.partialDeepStrictEqual(options, [{ chatTemplate: TEMPLATE, templateVariables: { loud: "HEAR:" } }]);

  const { entry: exported } = await exportModel("mine", workspace, {
    store: createRunStore({ directory: workspace.directory }),
  });
  assert.partialDeepStrictEqual(exported.model, { template: TEMPLATE, templateVariables: { loud: "HEAR:" } });
});

test("`planTargets()` counts and digests all parts of a split model", async (context) => {
  const workspace = await openProject(context, {});
  const parts = [1, 2].map((part) => join(workspace.directory, `m-0000${part}-of-00002.gguf`));
  const write = (second: string) => {
    copyFileSync(MICRO, parts[0] ?? "");
    writeFileSync(parts[1] ?? "", second);
  };
  write("second part");
  const [whole] = await planTargets([parts[0] ?? ""], workspace);
  assert.equal(whole?.sizeBytes, statSync(MICRO).size + "second part".length);
  write("second, but other");
  const [changed] = await planTargets([parts[0] ?? ""], workspace);
  assert.match(changed?.contentDigest ?? "", /^[0-9a-f]{64}$/);
  assert.notEqual(changed?.contentDigest, whole?.contentDigest);
});
