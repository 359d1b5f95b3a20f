import { open } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { CARD_FILE, type CardReading, MOST_CARD_BYTES, readCards, refuseSize } from "../../catalog/card/read-cards.ts";
import type { HubSource } from "../../core/engine.ts";
import { toAssayError } from "../../core/errors.ts";
import type { ModelCard } from "../../core/model-card.ts";
import { digestModel } from "../../hub/digest-model.ts";
import { statFile } from "../../system/stat-file.ts";
import { digestHubFiles } from "../hub/digest-hub-files.ts";
import { type HubAccess, readRange } from "../hub/read-remote-facts.ts";
import type { Workspace } from "../workspace.ts";
import { keepCard } from "./kept-cards.ts";

/** Somebody else's card of a model: kept, or refused with a sentence. Absent where there is none. */
export type TakenCard = { readonly card: ModelCard; readonly from: string } | { readonly refusal: string };

/** Takes the card that lies beside a model's file. */
export async function takeCardBeside(
  modelPath: string,
  workspace: Workspace,
  signal: AbortSignal | undefined,
): Promise<TakenCard | undefined> {
  const path = join(dirname(modelPath), CARD_FILE);
  const info = statFile(path);
  if (info === undefined) return undefined;
  if (!info.isFile()) return { refusal: `The card ${CARD_FILE} is not used: it is no file.` };
  if (info.size > MOST_CARD_BYTES) return { refusal: refuseSize(CARD_FILE, info.size) };
  const { sha256 } = await digestModel(modelPath, { stateDirectory: workspace.locations.state, signal });
  const read = readCards(await readText(path), { name: CARD_FILE, sha256, now: workspace.now() });
  return keep(read, basename(dirname(path)), workspace);
}

/** Takes the card that lies in a model's repository. */
export async function takeHubCard(
  source: HubSource,
  access: HubAccess & { readonly workspace: Workspace },
): Promise<TakenCard | undefined> {
  const { hub, workspace, signal } = access;
  const repo = await hub.readRepo(source.repo, source.revision, { signal });
  const found = repo.files.find(({ path }) => path === CARD_FILE);
  if (found === undefined) return undefined;
  const name = `${repo.repo}/${CARD_FILE}`;
  if (found.sizeBytes > MOST_CARD_BYTES) return { refusal: refuseSize(name, found.sizeBytes) };
  const sha256 = digestHubFiles(repo, source)?.sha256;
  if (sha256 === undefined)
    return { refusal: `The card ${name} is not used: the hub tells no digest of the model's file.` };
  try {
    const file = { repo: repo.repo, revision: repo.commit, path: CARD_FILE };
    const bytes = await readRange(file, 0, found.sizeBytes, access);
    const read = readCards(new TextDecoder().decode(bytes), { name, sha256, now: workspace.now() });
    return await keep(read, repo.repo, workspace);
  } catch (thrown) {
    const error = toAssayError(thrown);
    if (error.code === "aborted") throw error;
    return { refusal: `The card ${name} could not be read: ${error.message}` };
  }
}

/** Takes the card that came with an exported entry. */
export function takeEntryCard(
  text: string,
  { name, sha256 }: { readonly name: string; readonly sha256: string | undefined },
  workspace: Workspace,
): Promise<TakenCard> {
  if (sha256 === undefined)
    return Promise.resolve({
      refusal: `The card of ${name} is not used: the entry tells no digest of the model's file.`,
    });
  return keep(readCards(text, { name, sha256, now: workspace.now() }), name, workspace);
}

async function keep(read: CardReading, from: string, workspace: Workspace): Promise<TakenCard> {
  if ("refusal" in read) return read;
  await keepCard({ from, addedAt: workspace.now().toISOString(), card: read.card }, workspace);
  return { card: read.card, from };
}

/** No more than a card may have, whatever the file has become since it was looked at. */
async function readText(path: string): Promise<string> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_CARD_BYTES + 1), 0, MOST_CARD_BYTES + 1, 0);
  return buffer.toString("utf8", 0, bytesRead);
}
