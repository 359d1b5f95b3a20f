import * as fs from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { cardSchema } from "../../catalog/card/card-schema.ts";
import { writeFileAtomic } from "../../system/write-file-atomic.ts";
import type { Workspace } from "../workspace.ts";

const keptSchema = z.object({
  schema: z.literal(1),
  /** The repository, or the name of the file, that it came from. */
  from: z.string(),
  addedAt: z.string(),
  card: cardSchema,
});

/** Figures that somebody else measured of a file, and where they came from. No verdict here rests on them. */
export type KeptCard = Omit<z.output<typeof keptSchema>, "schema">;

/** Keeps somebody else's card by the digest of the model's file: it is never shown for another file. */
export async function keepCard(kept: KeptCard, { locations }: Pick<Workspace, "locations">): Promise<void> {
  const path = pathOf(kept.card.file.sha256, locations.state);
  await fs.mkdir(join(locations.state, "cards"), { recursive: true });
  await writeFileAtomic(fs, path, `${JSON.stringify({ schema: 1, ...kept }, undefined, 2)}\n`);
}

/** Reads the card that was kept for a model's file; absent where there is none, or another version wrote it. */
export async function readKeptCard(
  sha256: string,
  { locations }: Pick<Workspace, "locations">,
): Promise<KeptCard | undefined> {
  try {
    const { schema: _, ...kept } = keptSchema.parse(
      JSON.parse(await fs.readFile(pathOf(sha256, locations.state), "utf8")),
    );
    return kept.card.file.sha256 === sha256 ? kept : undefined;
  } catch {
    return undefined;
  }
}

function pathOf(sha256: string, state: string): string {
  return join(state, "cards", `${sha256}.json`);
}
