import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HubSource } from "../../core/engine.ts";
import { listPartNames } from "../../formats/parts/part-name.ts";
import { statFile } from "../../system/stat-file.ts";
import { checkFilePath, checkRepoName, checkRevision } from "../check-hub-name.ts";
import { isCommit, repoFolderOf } from "./repo-folder.ts";

/**
 * Finds what has been downloaded of a source, by whatever tool; asks nobody.
 *
 * @param hubCache folder that models of the hub are downloaded into
 * @returns the path of the source's first file; absent unless all its files are there
 */
export function findHubFile(hubCache: string, source: HubSource): string | undefined {
  const paths = findHubFiles(hubCache, source);
  return paths?.[0];
}

/** As `findHubFile()`, with the paths of all files. */
export function findHubFiles(hubCache: string, { repo, revision = "main", files }: HubSource): string[] | undefined {
  try {
    checkRepoName(repo);
    checkRevision(revision);
    for (const file of files) checkFilePath(file);
  } catch {
    return undefined; // what cannot be a name has not been downloaded under it
  }
  const folder = repoFolderOf(hubCache, repo);
  const commit = isCommit(revision) ? revision : readRef(folder, revision);
  if (commit === undefined || files.length === 0) return undefined;
  const all = files.flatMap((file) => listPartNames(file) ?? [file]);
  const paths = [...new Set(all)].map((file) => join(folder, "snapshots", commit, ...file.split("/")));
  return paths.every((path) => statFile(path)?.isFile()) ? paths : undefined;
}

/** The commit that a branch or tag meant when it was last asked. */
export function readRef(repoFolder: string, revision: string): string | undefined {
  try {
    const commit = readFileSync(join(repoFolder, "refs", ...revision.split("/")), "utf8").trim();
    return isCommit(commit) ? commit : undefined;
  } catch {
    return undefined;
  }
}
