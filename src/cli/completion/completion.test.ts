import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { createTestTerminal } from "../../../test/fixtures/terminal/create-test-terminal.ts";
import { makeFolder } from "../../../test/make-folder.ts";
import { createBareWorkspace } from "../../workbench/workspace.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { createProgram } from "../program.ts";
import { complete } from "./complete.ts";
import { printScript } from "./completion.ts";

/** What is offered for the words; the library writes with `console.log`. */
async function offer(context: TestContext, ...words: readonly string[]): Promise<readonly (string | undefined)[]> {
  const folder = makeFolder(context, { "models.json": '{ "my-model": { "script": { "tokens": ["a"] } } }' });
  const terminal = createTestTerminal();
  const cli: ProgramContext = {
    terminal,
    workspace: createBareWorkspace({ env: { ASSAY_HOME: folder }, directory: folder }),
    execute: async () => {},
  };
  const log = context.mock.method(console, "log", terminal.print);
  await complete(words, createProgram(cli), cli);
  log.mock.restore();
  const lines = terminal.text().trimEnd().split("\n");
  return lines.map((line) => line.split("\t")[0]);
}

test("`complete()` offers commands, flags, models, prompt sets and runs", async (context) => {
  assert.deepEqual(await offer(context, "mo"), ["model", ":4"]);
  assert.deepEqual(await offer(context, "model", "run", "my"), ["my-model", ":4"]);
  assert.deepEqual(await offer(context, "bench", "my-model", "notes-mini:q"), [
    "notes-mini:q4_0",
    "notes-mini:q8_0",
    ":4",
  ]);
  assert.deepEqual(await offer(context, "bench", "--prompts", "work"), [
    "work-notes",
    "workshop-a",
    "workshop-b",
    ":4",
  ]);
  assert.deepEqual(await offer(context, "bench", "--war"), ["--warm-up", ":4"]);
  assert.deepEqual(await offer(context, "report", ""), ["latest", ":4"]);
});

test("`complete()` leaves paths, and flags that take one, to the shell", async (context) => {
  assert.deepEqual(await offer(context, "bench", "./mod"), [":0"]);
  assert.deepEqual(await offer(context, "report", "latest", "--output", ""), [":0"]);
});

test("`printScript()` has a script for each shell that asks `assay complete`", async (context) => {
  for (const shell of ["bash", "zsh", "fish", "powershell"] as const) {
    const terminal = createTestTerminal();
    const log = context.mock.method(console, "log", terminal.print);
    await printScript({ shell }, { terminal });
    log.mock.restore();
    assert.match(terminal.text(), /assay complete '?--/, shell);
  }
});
