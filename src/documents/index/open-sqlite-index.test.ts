import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test, { type TestContext } from "node:test";
import { makeFolder } from "../../../test/make-folder.ts";
import { openSqliteIndex } from "./open-sqlite-index.ts";

const FACTS = { embeddingModel: "m", dimensions: 2 };
const passage = (text: string, vector: readonly [number, number], headings: readonly string[] = []) => ({
  start: 0,
  end: text.length,
  text,
  headings,
  vector: Float32Array.from(vector),
});

function open(t: TestContext) {
  const path = join(makeFolder(t), "set.sqlite");
  const index = openSqliteIndex(path, FACTS);
  t.after(() => index[Symbol.dispose]());
  return { path, index };
}

test("passages are found by words and by vectors, and those that both find stand first", (t) => {
  const { index } = open(t);
  index.put({ name: "a.md", digest: "1" }, [
    passage("The pump needs oil every month.", [1, 0], ["Pumps"]),
    passage("Grease goes on the axle.", [0.9, 0.1]),
    passage("Lunch is at noon.", [0, 1]),
  ]);
  const found = index.search({ text: "How often do pumps need oil?", vector: Float32Array.from([1, 0]), limit: 2 });
  assert.deepEqual(
    found.map(({ text, lexicalRank, vectorRank }) => [text.slice(0, 8), lexicalRank, vectorRank]),
    [
      ["The pump", 1, 1],
      ["Grease g", undefined, 2],
    ],
  );
  assert.ok(Math.abs((found[0]?.closeness ?? 0) - 1) < 1e-6);
  assert.deepEqual(
    index.search({ text: "pumps", limit: 5 }).map(({ document, headings }) => [document, headings]),
    [["a.md", ["Pumps"]]],
  );
  assert.deepEqual(index.search({ text: '"); drop table words --', limit: 5 }), []);
  assert.deepEqual(index.search({ text: "???", limit: 5 }), []);
});

test("putting a document again takes the place of the old one, and removing it leaves nothing", (t) => {
  const { index } = open(t);
  index.put({ name: "a", digest: "1" }, [passage("old words", [1, 0])]);
  index.put({ name: "a", digest: "2" }, [passage("new words", [1, 0]), passage("more words", [0, 1])]);
  assert.deepEqual(index.documents(), [{ name: "a", digest: "2", passages: 2 }]);
  assert.deepEqual(index.search({ text: "old", limit: 5 }), []);
  assert.equal(index.remove("a"), true);
  assert.equal(index.remove("a"), false);
  assert.deepEqual(index.search({ text: "words", vector: Float32Array.from([1, 0]), limit: 5 }), []);
});

test("what is there is there for the next one who opens it, with the model that made it", (t) => {
  const { path, index } = open(t);
  index.put({ name: "a", digest: "1" }, [passage("kept", [1, 0])]);
  index[Symbol.dispose]();
  using again = openSqliteIndex(path, {});
  assert.deepEqual(again.facts, FACTS);
  assert.equal(again.search({ text: "kept", limit: 1 }).length, 1);
  assert.throws(() => openSqliteIndex(path, { embeddingModel: "other", dimensions: 2 }), {
    code: "invalid-input",
    message: /was made with m, and vectors of other cannot stand beside those/,
  });
});

test("what another process adds is found at once, by vectors too", (t) => {
  const { path, index } = open(t);
  const question = { text: "", vector: Float32Array.from([0, 1]), limit: 5 };
  assert.deepEqual(index.search(question), []);
  using other = openSqliteIndex(path, FACTS);
  other.put({ name: "a", digest: "1" }, [passage("added", [0, 1])]);
  assert.equal(index.search(question).length, 1);
});

test("a change that fails leaves the old document", (t) => {
  const { index } = open(t);
  index.put({ name: "a", digest: "1" }, [passage("kept", [1, 0])]);
  const wrong = { ...passage("x", [1, 0]), vector: Float32Array.from([1, 2, 3]) };
  assert.throws(() => index.put({ name: "a", digest: "2" }, [wrong]), { code: "invalid-input" });
  const endless = { ...passage("x", [1, 0]), start: Number.NaN };
  assert.throws(() => index.put({ name: "a", digest: "2" }, [endless]));
  assert.equal(index.search({ text: "kept", limit: 1 }).length, 1);
});

test("a file that is no index, another database and another version are told apart", (t) => {
  const folder = makeFolder(t);
  const [text, other, newer] = ["text", "other", "newer"].map((name) => join(folder, name)) as [string, string, string];
  writeFileSync(text, "not a database at all, and long enough to be read as one: ".repeat(20));
  assert.throws(() => openSqliteIndex(text, FACTS), { code: "invalid-file", message: /no document index/ });
  const database = new DatabaseSync(other);
  database.exec("create table mine (x)");
  database.close();
  assert.throws(() => openSqliteIndex(other, FACTS), { code: "invalid-file", message: /no document index/ });
  openSqliteIndex(newer, FACTS)[Symbol.dispose]();
  const changed = new DatabaseSync(newer);
  changed.exec("pragma user_version = 99");
  changed.close();
  assert.throws(() => openSqliteIndex(newer, FACTS), { code: "invalid-file", message: /version 99/ });
});
