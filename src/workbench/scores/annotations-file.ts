import * as fs from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AssayError } from "../../core/errors.ts";
import { readTextFile } from "../../json/read-text-file.ts";
import { CHOICES, type SaidEntry } from "../../quality/preferences/preference.ts";
import { SCORES } from "../../quality/rubric/rubric.ts";
import { describeOwner, takeFileLock } from "../../system/file-lock.ts";
import { OWNER_ONLY } from "../../system/owner-only.ts";
import { createSystemContext } from "../../system/system-context.ts";
import { toWriteError } from "../../system/write-error.ts";
import { writeFileAtomic } from "../../system/write-file-atomic.ts";

const ANNOTATIONS_FILE = "annotations.jsonl";

// The file is our own writing, which people may have edited or put together from several.
const score = z.literal(SCORES);
const entrySchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("criterion"),
    at: z.string(),
    criterion: z.object({
      id: z.string(),
      name: z.string(),
      asks: z.string(),
      anchors: z.object({ 1: z.string(), 2: z.string(), 3: z.string(), 4: z.string(), 5: z.string() }),
      needs: z.enum(["context", "reference"]).optional(),
    }),
  }),
  z.object({
    type: z.literal("annotation"),
    at: z.string(),
    by: z.string(),
    item: z.string(),
    scores: z.record(z.string(), score.nullable()),
    note: z.string().optional(),
  }),
  z.object({
    type: z.literal("preference"),
    at: z.string(),
    by: z.string(),
    left: z.string(),
    right: z.string(),
    choice: z.enum(CHOICES).nullable(),
    much: z.boolean().optional(),
    note: z.string().optional(),
  }),
]);

/** Reads what people said of a run; nothing where nobody has scored it. @throws AssayError `storage-failed` naming the line */
export async function readAnnotations(folder: string): Promise<readonly SaidEntry[]> {
  const path = join(folder, ANNOTATIONS_FILE);
  return parseEntries(path, (await readTextFile(path)) ?? "");
}

/**
 * Adds to what people said of a run: all of it is written, or nothing. Who adds at the same time waits for no one and is refused.
 *
 * @param add finds the new lines, of what is there
 * @throws AssayError `run-locked`, `storage-failed`
 */
export async function addAnnotations(
  folder: string,
  add: (before: readonly SaidEntry[]) => readonly SaidEntry[],
): Promise<void> {
  const path = join(folder, ANNOTATIONS_FILE);
  try {
    await using _ = await takeFileLock(await createSystemContext(), `${path}.lock`, inUse);
    const text = (await readTextFile(path)) ?? "";
    const lines = add(parseEntries(path, text)).map((entry) => `${JSON.stringify(entry)}\n`);
    if (lines.length === 0) return;
    const before = text === "" || text.endsWith("\n") ? text : `${text}\n`;
    await writeFileAtomic(fs, path, `${before}${lines.join("")}`, OWNER_ONLY.file);
  } catch (thrown) {
    throw toWriteError(path, thrown);
  }
}

function parseEntries(path: string, text: string): readonly SaidEntry[] {
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const parsed = entrySchema.safeParse(parseLine(line));
    if (parsed.success) return [parsed.data];
    throw new AssayError({
      code: "storage-failed",
      message: `Line ${index + 1} of ${path} is no annotation that Assay wrote.`,
      hint: "Restore that line, or take it out: the others stay as they are.",
      cause: parsed.error,
    });
  });
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // the caller names the line
  }
}

function inUse(owner: Parameters<typeof describeOwner>[0], path: string): AssayError {
  return new AssayError({
    code: "run-locked",
    message: `Scores are being added to this run by ${describeOwner(owner)}.`,
    hint: `Try again. If that process no longer runs, delete ${path}.`,
  });
}
