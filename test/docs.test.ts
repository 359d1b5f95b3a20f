import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readModelsFile } from "../src/catalog/models/read-models-file.ts";
import { readPromptSet } from "../src/catalog/prompts/read-prompt-set.ts";
import type { ProgramContext } from "../src/cli/options/command-context.ts";
import { createProgram } from "../src/cli/program.ts";
import { createTestTerminal } from "./fixtures/terminal/create-test-terminal.ts";
import { makeFolder } from "./make-folder.ts";

// What the documents tell people to type must be what the program takes.
const DOCUMENTS = ["README.md", ...globSync("docs/*.md")];

/** The fenced blocks of a document in a language; "" for blocks without one. */
function blocksOf(document: string, language: string): string[] {
  const blocks = readFileSync(document, "utf8").matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...blocks].filter(([, name]) => name === language).map(([, , text = ""]) => text);
}

test("every command in the documents has a name, arguments and flags that exist", async () => {
  const lines = DOCUMENTS.flatMap((document) => blocksOf(document, ""))
    .flatMap((block) => block.split("\n"))
    .filter((line) => line.startsWith("assay "))
    .map((line) => line.replace(/\s+#.*$/, ""));
  assert.ok(lines.length >= 10, `${lines.length} commands found`);
  for (const line of lines) {
    let executed = 0;
    const context = {
      terminal: createTestTerminal(),
      workspace: {},
      execute: async () => {
        executed += 1;
      },
    } as unknown as ProgramContext;
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
    const program = createProgram(context).configureOutput({ writeErr: () => {} });
    await program
      .parseAsync(words.slice(1), { from: "user" })
      .catch((error: Error) => assert.fail(`${line}: ${error.message}`));
    assert.equal(executed, 1, line);
  }
});

test("the models.json and prompts.json of the README are valid", async (context) => {
  const [models = "", prompts = ""] = blocksOf("README.md", "json");
  const folder = makeFolder(context, { "models.json": models, "prompts.json": prompts });
  const file = await readModelsFile(join(folder, "models.json"));
  assert.deepEqual([...(file?.models.keys() ?? [])], ["notes"]);
  const set = await readPromptSet("prompts.json", { directory: folder, builtInDirectory: folder });
  assert.equal(set.prompts.length, 2);
});

test("every file that a document links to is there", () => {
  for (const document of ["README.md", "CONTRIBUTING.md", ...globSync("docs/**/*.md")]) {
    for (const [, link = ""] of readFileSync(document, "utf8").matchAll(/\]\(((?!https?:|#)[^)#]+)[^)]*\)/g)) {
      const path = join(document, "..", link);
      assert.doesNotThrow(() => globSync(path).length === 1 || readFileSync(path), `${document} links to ${link}`);
    }
  }
});
