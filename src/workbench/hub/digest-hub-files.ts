import type { HubSource } from "../../core/engine.ts";
import { FORMATS } from "../../formats/formats.ts";
import { joinDigests } from "../../hub/digest-model.ts";
import type { HubRepo, HubRepoFile } from "../../hub/hub-client.ts";
import { findHubFiles } from "./read-remote-facts.ts";

/** The files that hold a model's weights at the hub, and their digest as that of the files here would be. */
export interface HubWeights {
  readonly files: readonly HubRepoFile[];
  readonly sha256: string;
}

/** Digests a model at the hub by what the hub tells of its files; absent where it does not tell it of all. */
export function digestHubFiles(repo: HubRepo, source: HubSource): HubWeights | undefined {
  const files = findHubFiles(repo, source);
  const [weights] = FORMATS.filter(({ name }) => name === source.format).flatMap(({ group }) => group(files));
  const parts = files.filter(({ path }) => weights?.some((one) => one.path === path));
  const digests = parts.flatMap(({ sha256 }) => sha256 ?? []);
  if (weights === undefined || digests.length === 0 || digests.length !== weights.length) return undefined;
  return { files: parts, sha256: joinDigests(digests) };
}
