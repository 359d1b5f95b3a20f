import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeFolder } from "../make-folder.ts";
import { runCli } from "../run-cli.ts";

const FILES = {
  "manuals/pumps.md": "# Pumps\n\nThe pump needs fresh oil every month.\n\n## Noise\nA loud pump is worn.\n",
  "manuals/canteen.txt": "Lunch is served at noon in the canteen.\n",
  "manuals/logo.png": "\u0089PNG",
  "facts.json": JSON.stringify(["The gate opens at seven.", "Visitors sign in at the desk."]),
  "models.json": JSON.stringify({
    models: {
      parrot: { script: { tokens: ["The pump needs oil every month [1]", ". It costs nothing at all [2]", "."] } },
      asker: { pipeline: { rag: { model: "parrot", documents: "documents" } } },
    },
  }),
};

test("folders and lists become a set that answers questions, and only what changed is read again", async (t) => {
  const cwd = makeFolder(t, FILES);
  const assay = (...args: readonly string[]) => runCli(args, { cwd });
  const added = await assay("docs", "add", "manuals", "facts.json");
  assert.equal(added.code, 0, added.stderr);
  assert.match(added.stdout, /documents: 4 added, 0 changed, 0 unchanged, 0 removed; 5 passages in all/);
  assert.match(added.stderr, /1 file of other forms passed over, such as manuals\/logo\.png/);

  const found = await assay("docs", "search", "How often does a pump need oil?", "--limit", "1", "--json");
  const [passage] = JSON.parse(found.stdout).passages;
  assert.deepEqual([passage.document, passage.headings], ["manuals/pumps.md", ["Pumps"]]);
  assert.equal(FILES["manuals/pumps.md"].slice(passage.start, passage.end), passage.text);

  const answered = await assay("model", "run", "asker", "--prompt", "How often does the pump need oil?");
  assert.equal(answered.stdout.trim(), "The pump needs oil every month [1]. It costs nothing at all.");

  writeFileSync(join(cwd, "manuals/pumps.md"), "# Pumps\n\nThe pump needs no oil.\n");
  rmSync(join(cwd, "manuals/canteen.txt"));
  const again = await assay("docs", "add", "manuals");
  assert.match(again.stdout, /0 added, 1 changed, 0 unchanged, 1 removed; 3 passages in all/);
  const listed = await assay("docs", "list");
  assert.match(listed.stdout, /facts\.json#1[\s\S]*manuals\/pumps\.md/);
  const removed = await assay("docs", "remove", "facts.json#1", "facts.json#2");
  assert.match(removed.stdout, /2 documents removed/);
});

test("what cannot be a set, a document or a path is refused with its reason, and a file that is no text is told", async (t) => {
  const cwd = makeFolder(t, {
    ...FILES,
    "bad/list.json": '{"a": 1}',
    "bad/binary.txt": "a\u0000b",
    "bad/good.txt": "Fine.",
  });
  const assay = (...args: readonly string[]) => runCli(args, { cwd });
  assert.match((await assay("docs", "list")).stderr, /no set of documents named documents/);
  assert.match((await assay("docs", "add", "nowhere")).stderr, /nowhere is no file or folder that can be read/);
  assert.match((await assay("docs", "add", "manuals/logo.png")).stderr, /cannot be read as a document/);
  assert.match((await assay("docs", "add", "manuals", "--set", "../x")).stderr, /name of a set of documents must be/);
  const bad = await assay("docs", "add", "bad");
  assert.equal(bad.code, 1);
  assert.match(bad.stdout, /1 added/);
  assert.match(bad.stderr, /list\.json must be a list of texts/);
  assert.match(bad.stderr, /binary\.txt is no text/);
  assert.match((await assay("docs", "remove", "bad/god.txt")).stderr, /Did you mean bad\/good\.txt/);
  assert.match((await assay("model", "run", "asker", "--prompt", "x")).stdout, /./);
});
