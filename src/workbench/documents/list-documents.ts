import { AssayError } from "../../core/errors.ts";
import type { DocumentIndex, IndexedDocument } from "../../documents/index/document-index.ts";
import { openSqliteIndex } from "../../documents/index/open-sqlite-index.ts";
import { nearNames } from "../../lib/near-names.ts";
import { statFile } from "../../system/stat-file.ts";
import type { Workspace } from "../workspace.ts";
import { fileOfSet } from "./document-set.ts";

/** The documents of a set. @throws AssayError `invalid-input` where there is no such set */
export function listDocuments(set: string, workspace: Workspace): readonly IndexedDocument[] {
  using index = openSet(set, workspace);
  return index.documents();
}

/**
 * Takes documents out of a set: all of these or, where one is not there, none.
 *
 * @throws AssayError `invalid-input` for a document that the set does not have
 */
export function removeDocuments(names: readonly string[], set: string, workspace: Workspace): readonly string[] {
  using index = openSet(set, workspace);
  const known = index.documents().map(({ name }) => name);
  for (const name of names) if (!known.includes(name)) throw unknownDocument(name, known);
  return names.filter((name) => index.remove(name));
}

/** Opens the index of a set that is there. @throws AssayError `invalid-input` where there is none */
export function openSet(set: string, workspace: Workspace): DocumentIndex {
  const file = fileOfSet(set, workspace);
  if (statFile(file) !== undefined) return openSqliteIndex(file, {});
  throw new AssayError({
    code: "invalid-input",
    message: `There is no set of documents named ${set} in this folder.`,
    hint: "Add documents first: `assay docs add <folder>`.",
  });
}

function unknownDocument(name: string, known: readonly string[]): AssayError {
  const near = nearNames(name, known);
  return new AssayError({
    code: "invalid-input",
    message: `The set has no document named ${JSON.stringify(name)}.`,
    hint: near.length > 0 ? `Did you mean ${near.join(" or ")}?` : "`assay docs list` shows the names.",
  });
}
