import { formatOfFile } from "../formats/formats.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";
import { checkRepoName, checkRevision } from "./check-hub-name.ts";
import { readHubSettings } from "./read-hub-settings.ts";

/** A repository of a hub, or a file in it. */
export interface HubReference {
  readonly repo: string;
  /** Branch, tag or commit; absent: main. */
  readonly revision?: string | undefined;
  /** As `findModelFiles()` takes it: a path, a pattern or a quantisation; absent: the one that most would take. */
  readonly file?: string | undefined;
}

/**
 * Reads a hub's name: `owner/repo`, `owner/repo:q4_0` as llama.cpp writes it, with `hf.co/` before it too, or a page of
 * the hub; absent when it is none of these.
 *
 * @throws AssayError `invalid-input` for a page of the hub whose names cannot be, or a wrong `HF_ENDPOINT`
 */
export function parseHubReference(reference: string, env: EnvironmentVariables): HubReference | undefined {
  if (URL.canParse(reference)) return parsePage(new URL(reference), env);
  const [, repo, file] = /^(?:(?:hf|huggingface)\.co\/)?([\w.-]+\/[\w.-]+)(?::([\w./-]+))?$/.exec(reference) ?? [];
  // Else it is a path of another kind.
  return repo === undefined || !isRepoName(repo) || formatOfFile(repo) !== undefined ? undefined : { repo, file };
}

function parsePage({ protocol, host, pathname }: URL, env: EnvironmentVariables): HubReference | undefined {
  if (!/^https?:$/.test(protocol)) return undefined;
  if (![new URL(readHubSettings(env).endpoint).host, "huggingface.co", "hf.co"].includes(host)) return undefined;
  const [owner, name, kind, revision, ...path] = pathname.split("/").filter(Boolean).map(decodeURIComponent);
  // An endpoint may be served by the host that also mirrors the hub.
  if (owner === undefined || name === undefined || owner === "v1") return undefined;
  const repo = checkRepoName(`${owner}/${name}`);
  if (revision === undefined || !["tree", "blob", "resolve", "raw"].includes(kind ?? "")) return { repo };
  const file = kind === "tree" || path.length === 0 ? undefined : path.join("/");
  return { repo, revision: checkRevision(revision), file };
}

function isRepoName(name: string): boolean {
  try {
    return checkRepoName(name) === name;
  } catch {
    return false;
  }
}
