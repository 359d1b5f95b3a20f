import { incompleteModel } from "./incomplete-model.ts";
import { listPartNames } from "./part-name.ts";
import { listWeights } from "./weight-files.ts";

/**
 * Adds to the named files of a repository those that they are nothing without: the other parts of a split model, the
 * weights of a graph. The first is the one to load.
 *
 * @param offered all files of the repository
 * @throws AssayError `model-missing` when it has not all of them
 */
export function completeFiles(named: readonly string[], offered: readonly string[]): readonly string[] {
  const have = new Set(offered);
  const groups = named.map((path) => listPartNames(path) ?? [path, ...listWeights(path, offered)]);
  for (const group of groups) {
    const missing = group.filter((path) => !have.has(path));
    // A single file that is not there is no incomplete set.
    if (missing.length > 0 && group.length > 1) throw incompleteModel(group[0] ?? "", missing);
  }
  return [...new Set(groups.flat())];
}
