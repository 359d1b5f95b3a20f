import { DatabaseSync } from "node:sqlite";
import { AssayError } from "../../core/errors.ts";
import type { DocumentIndex, FoundPassage, IndexedPassage, IndexFacts, SearchQuery } from "./document-index.ts";
import { fuseRanks } from "./fuse-ranks.ts";
import { toMatchQuery } from "./to-match-query.ts";

/** Of each kind of search so many are fused. */
const DEPTH = 50;
const VERSION = 1;

const TABLES = `
create table facts (key text primary key, value text not null) without rowid;
create table documents (id integer primary key, name text not null unique, digest text not null);
create table passages (
  id integer primary key, document integer not null references documents(id) on delete cascade,
  start integer not null, "end" integer not null, page integer, headings text not null, text text not null, vector blob
);
create index passages_of_document on passages(document);
create virtual table words using fts5(headings, text, tokenize = 'porter unicode61 remove_diacritics 2', content = '', contentless_delete = 1);
`;

/**
 * Opens an index in one file of SQLite, and makes it where there is none. Words are searched by FTS5 (BM25), vectors one by one.
 *
 * @param facts of an index that is made; one that is there must have the same
 * @throws AssayError `invalid-input` for another embedding model, `invalid-file` for a file that is no index or of another version
 */
export function openSqliteIndex(path: string, facts: IndexFacts): DocumentIndex {
  const database = openDatabase(path);
  try {
    return new SqliteIndex(database, prepare(database, path, facts));
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function openDatabase(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { enableForeignKeyConstraints: true });
    database.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000;");
    return database;
  } catch (cause) {
    throw notAnIndex(path, cause);
  }
}

/** Makes the tables of a new file, and checks those of one that is there. */
function prepare(database: DatabaseSync, path: string, facts: IndexFacts): IndexFacts {
  const version = Number(database.prepare("pragma user_version").get()?.user_version);
  if (version === 0) {
    if (database.prepare("select 1 from sqlite_schema limit 1").get() !== undefined) throw notAnIndex(path);
    database.exec(`begin immediate; ${TABLES} pragma user_version = ${VERSION}; commit;`);
    const insert = database.prepare("insert into facts values (?, ?)");
    for (const [key, value] of Object.entries(facts)) if (value !== undefined) insert.run(key, String(value));
    return facts;
  }
  if (version !== VERSION)
    throw new AssayError({
      code: "invalid-file",
      message: `${path} is a document index of version ${version}, and this version of Assay knows ${VERSION}.`,
      hint: "Delete it, and add the documents again.",
    });
  const known = readFacts(database);
  if (facts.embeddingModel !== undefined && known.embeddingModel !== facts.embeddingModel)
    throw new AssayError({
      code: "invalid-input",
      message: `${path} was made with ${known.embeddingModel ?? "no embedding model"}, and vectors of ${facts.embeddingModel} cannot stand beside those.`,
      hint: "Search and add with the same embedding model, or delete the index and add the documents again.",
    });
  return known;
}

function readFacts(database: DatabaseSync): IndexFacts {
  const rows = database.prepare("select key, value from facts").all();
  const known = new Map(rows.map(({ key, value }) => [String(key), String(value)]));
  const [dimensions, embeddingModel, embeddingName] = ["dimensions", "embeddingModel", "embeddingName"].map((key) =>
    known.get(key),
  );
  return {
    ...(embeddingModel !== undefined && { embeddingModel }),
    ...(embeddingName !== undefined && { embeddingName }),
    ...(dimensions !== undefined && { dimensions: Number(dimensions) }),
  };
}

class SqliteIndex implements DocumentIndex {
  readonly facts: IndexFacts;
  readonly #database: DatabaseSync;
  /** All vectors, read once and again after a change, by whomever: `version` is that of the file's content. */
  #vectors: { readonly version: number; readonly ids: readonly number[]; readonly values: Float32Array } | undefined;

  constructor(database: DatabaseSync, facts: IndexFacts) {
    this.#database = database;
    this.facts = facts;
  }

  documents() {
    const rows = this.#database
      .prepare(
        "select name, digest, (select count(*) from passages where document = documents.id) as passages from documents order by name",
      )
      .all();
    return rows.map(({ name, digest, passages }) => ({
      name: String(name),
      digest: String(digest),
      passages: Number(passages),
    }));
  }

  put({ name, digest }: { readonly name: string; readonly digest: string }, passages: readonly IndexedPassage[]): void {
    for (const { vector } of passages) this.#requireOwn(vector);
    this.#change(() => {
      this.#delete(name);
      const { lastInsertRowid } = this.#database
        .prepare("insert into documents(name, digest) values (?, ?)")
        .run(name, digest);
      const insert = this.#database.prepare(
        'insert into passages(document, start, "end", page, headings, text, vector) values (?, ?, ?, ?, ?, ?, ?)',
      );
      const index = this.#database.prepare("insert into words(rowid, headings, text) values (?, ?, ?)");
      for (const { start, end, page, headings, text, vector } of passages) {
        const bytes = vector === undefined ? null : new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);
        const added = insert.run(lastInsertRowid, start, end, page ?? null, JSON.stringify(headings), text, bytes);
        index.run(added.lastInsertRowid, headings.join(" "), text);
      }
    });
  }

  remove(name: string): boolean {
    return this.#change(() => this.#delete(name));
  }

  search({ text, vector, limit }: SearchQuery): readonly FoundPassage[] {
    this.#requireOwn(vector);
    const lexical = this.#searchWords(text);
    const near = vector === undefined ? [] : this.#searchVectors(vector);
    const closeness = new Map(near.map(({ id, value }) => [id, value]));
    const nearIds = near.map(({ id }) => id);
    return fuseRanks([lexical, nearIds])
      .slice(0, limit)
      .map(({ id, score }) => {
        const [lexicalRank, vectorRank] = [lexical.indexOf(id) + 1, nearIds.indexOf(id) + 1];
        return {
          ...this.#read(id),
          score,
          ...(lexicalRank > 0 && { lexicalRank }),
          ...(vectorRank > 0 && { vectorRank }),
          ...(closeness.has(id) && { closeness: closeness.get(id) }),
        };
      });
  }

  [Symbol.dispose](): void {
    if (this.#database.isOpen) this.#database.close();
  }

  #change<T>(change: () => T): T {
    this.#vectors = undefined;
    this.#database.exec("begin immediate");
    try {
      const result = change();
      this.#database.exec("commit");
      return result;
    } catch (thrown) {
      this.#database.exec("rollback");
      throw thrown;
    }
  }

  #delete(name: string): boolean {
    const found = this.#database.prepare("select id from documents where name = ?").get(name);
    if (found === undefined) return false;
    const id = Number(found.id);
    this.#database.prepare("delete from words where rowid in (select id from passages where document = ?)").run(id);
    this.#database.prepare("delete from documents where id = ?").run(id);
    return true;
  }

  #searchWords(text: string): readonly number[] {
    const match = toMatchQuery(text);
    if (match === undefined) return [];
    const rows = this.#database
      .prepare("select rowid as id from words where words match ? order by bm25(words, 2.0, 1.0) limit ?")
      .all(match, DEPTH);
    return rows.map(({ id }) => Number(id));
  }

  #searchVectors(query: Float32Array): readonly { readonly id: number; readonly value: number }[] {
    const version = Number(this.#database.prepare("pragma data_version").get()?.data_version);
    if (this.#vectors?.version !== version) this.#vectors = { version, ...this.#readVectors(query.length) };
    const { ids, values } = this.#vectors;
    const found = ids.map((id, row) => {
      let value = 0;
      for (let at = 0; at < query.length; at++) value += (query[at] ?? 0) * (values[row * query.length + at] ?? 0);
      return { id, value };
    });
    return found.sort((a, b) => b.value - a.value).slice(0, DEPTH);
  }

  #readVectors(length: number) {
    const rows = this.#database.prepare("select id, vector from passages where vector is not null").all();
    const values = new Float32Array(rows.length * length);
    for (const [row, { vector }] of rows.entries())
      if (vector instanceof Uint8Array) values.set(new Float32Array(vector.slice().buffer), row * length);
    return { ids: rows.map(({ id }) => Number(id)), values };
  }

  #read(id: number) {
    const row = this.#database
      .prepare(
        'select name, start, "end", page, headings, text from passages join documents on documents.id = document where passages.id = ?',
      )
      .get(id);
    if (row === undefined) throw new Error(`The index names the passage ${id} and does not hold it`);
    const headings: readonly string[] = JSON.parse(String(row.headings));
    const [start, end] = [Number(row.start), Number(row.end)];
    const page = row.page === null ? {} : { page: Number(row.page) };
    return { document: String(row.name), start, end, text: String(row.text), headings, ...page };
  }

  #requireOwn(vector: Float32Array | undefined): void {
    const { dimensions } = this.facts;
    if (vector === undefined || vector.length === dimensions) return;
    throw new AssayError({
      code: "invalid-input",
      message: `A vector of this index has ${dimensions ?? "no"} numbers, not ${vector.length}.`,
      hint: "Take the embedding model that the index was made with.",
    });
  }
}

function notAnIndex(path: string, cause?: unknown): AssayError {
  return new AssayError({
    code: "invalid-file",
    message: `${path} is no document index.`,
    hint: "Name another set of documents, or move that file away.",
    cause,
  });
}
