import { join } from "node:path";

/** The folder of one repository in the cache; its name must have been checked. */
export function repoFolderOf(hubCache: string, repo: string): string {
  return join(hubCache, `models--${repo.replace("/", "--")}`);
}

/** Whether a revision is the whole name of a commit, which never means anything else. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}
