import type { ResolvedModel } from "../../catalog/resolved-model.ts";
import { type ErrorRecord, toErrorRecord } from "../../core/errors.ts";
import type { HubClient } from "../../hub/hub-client.ts";
import { openHub } from "../hub/open-hub.ts";
import { readRange } from "../hub/read-remote-facts.ts";
import type { Workspace } from "../workspace.ts";

/** Facts about a model's licence. */
export interface LicenceText {
  readonly name?: string | undefined;
  readonly commercialUse?: boolean | undefined;
  /** Where it can be read. */
  readonly page?: string | undefined;
  /** The text itself, of the repository's own file. */
  readonly text?: string | undefined;
  /** Why the repository could not be asked. */
  readonly error?: ErrorRecord | undefined;
}

/** The longest licences have some 40 kB. */
const MOST_BYTES = 200_000;

/** Reads the licence of a model: its text from the repository's LICENSE file, where it comes from a hub that has one. */
export async function readLicenceText(
  model: ResolvedModel,
  workspace: Workspace,
  signal?: AbortSignal,
): Promise<LicenceText> {
  const { licence: name, commercialUse, licenceUrl, hub: source } = model;
  const stated: LicenceText = { name, commercialUse, page: licenceUrl };
  if (source === undefined) return stated;
  await using hub = openHub(workspace);
  try {
    return { ...stated, ...(await askForLicence(source, hub, workspace, signal)) };
  } catch (thrown) {
    return { ...stated, error: toErrorRecord(thrown) };
  }
}

async function askForLicence(
  source: NonNullable<ResolvedModel["hub"]>,
  hub: HubClient,
  workspace: Workspace,
  signal: AbortSignal | undefined,
): Promise<Partial<LicenceText>> {
  const { repo, commit, files } = await hub.readRepo(source.repo, source.revision, { signal });
  const file = files.find(({ path }) => /^(licen[cs]e|copying)([._-][\w.-]*)?$/i.test(path));
  if (file === undefined || file.sizeBytes === 0) return {};
  const end = Math.min(file.sizeBytes, MOST_BYTES);
  const bytes = await readRange({ repo, revision: commit, path: file.path }, 0, end, { hub, workspace, signal });
  return { text: new TextDecoder().decode(bytes), page: `${hub.endpoint}/${repo}/blob/${commit}/${file.path}` };
}
