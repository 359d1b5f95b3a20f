import assert from "node:assert/strict";
import { dirname } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { readWorkspace } from "../workspace.ts";
import { listPromptSets } from "./list-prompt-sets.ts";

test("`listPromptSets()` lists a project's own sets beside the built-in ones", async (context) => {
  const directory = makeFolder(context, { "prompts/mine.json": '["One?"]' });
  const names = (await listPromptSets(await readWorkspace({ directory }))).map(({ name }) => name);
  assert.deepEqual(names.slice(0, 2), ["prompts/mine.json", "work-notes"]);
});

test("`listPromptSets()` lists no set twice where the project's folder is the product's own", async () => {
  const own = await readWorkspace({});
  const directory = dirname(own.locations.builtInPrompts);
  const list = await listPromptSets(await readWorkspace({ directory }));
  assert.ok(list.every(({ origin }) => origin === "built-in"));
});
