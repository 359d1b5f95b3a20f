import * as fs from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { hubSchema } from "../../hub/hub-schema.ts";
import { checkJson } from "../../json/check-json.ts";
import { readJsonFile } from "../../json/read-json-file.ts";
import { toWriteError } from "../../system/write-error.ts";
import { writeFileAtomic } from "../../system/write-file-atomic.ts";

const scoutedShape = {
  repo: z.string(),
  page: z.string(),
  file: z.string(),
  sizeBytes: z.number(),
  quantisation: z.string().optional(),
  parameters: z.number().optional(),
  licence: z.string().optional(),
  licenceConditions: z.string().optional(),
  downloads: z.number(),
  lastModified: z.string(),
};
const outcomeSchema = z.enum(["take", "equal", "no", "not-enough-evidence"]);
const findingSchema = z.object({
  ...scoutedShape,
  outcome: outcomeSchema,
  reasons: z.array(z.string()).readonly(),
  run: z.string().optional(),
  isRemoved: z.boolean().optional(),
});
const skippedSchema = z.object({ repo: z.string(), because: z.string() });

/** A model to compare, and how far that has come. */
const candidateSchema = z.object({
  ...scoutedShape,
  hub: hubSchema,
  /** Where its file lies; absent until it is downloaded. */
  path: z.string().optional(),
  /** Whether this look downloaded it: nothing else is ever removed. */
  isOurs: z.boolean().optional(),
  /** The run that compares it; absent until it begins. */
  run: z.string().optional(),
  /** The best guess of how promising it is, for the order alone. */
  promise: z.number(),
  finding: findingSchema.optional(),
});

const lookSchema = z.object({
  startedAt: z.iso.datetime(),
  since: z.iso.datetime(),
  /** What this look asks for; a stopped one of an earlier version does not say. */
  query: z.string().optional(),
  /** Up to when nothing is left out. */
  complete: z.iso.datetime().optional(),
  hub: z.string(),
  against: z.string(),
  looked: z.int().min(0),
  candidates: z.array(candidateSchema),
  skipped: z.array(skippedSchema),
  waiting: z.array(skippedSchema),
  /** By repository: when what was looked at had last changed. */
  changedAt: z.record(z.string(), z.string()),
});

const stateSchema = z.object({
  schema: z.literal(1),
  type: z.literal("assay-scout"),
  /** Models that changed later are new. */
  lookedAt: z.iso.datetime().optional(),
  /** The question that was asked then: another one has not been looked at, and goes back as a first look does. */
  query: z.string().optional(),
  /** By repository: the state of it that was judged, and what came of it. */
  seen: z.record(z.string(), z.object({ lastModified: z.string(), outcome: z.string(), at: z.string() })),
  /** A look that was stopped, and is gone on with. */
  open: lookSchema.optional(),
});

/** Whether an outcome that was kept is that of a comparison, and not the reason why there was none. */
export function isFinding(outcome: string): boolean {
  return outcomeSchema.safeParse(outcome).success;
}

export type Candidate = z.output<typeof candidateSchema>;
export type Look = z.output<typeof lookSchema>;
export type ScoutState = z.output<typeof stateSchema>;

/** Reads what was seen; nothing has been where there is no such file. @throws AssayError `invalid-file`, `storage-failed` */
export async function readScoutState(path: string): Promise<ScoutState> {
  const document = await readJsonFile(path);
  return document === undefined ? { schema: 1, type: "assay-scout", seen: {} } : checkJson(document, stateSchema);
}

/** @throws AssayError `storage-failed` */
export async function writeScoutState(path: string, state: ScoutState): Promise<void> {
  try {
    await fs.mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(fs, path, `${JSON.stringify(state, undefined, 2)}\n`);
  } catch (thrown) {
    throw toWriteError(path, thrown);
  }
}
