import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { readTextFile } from "../../json/read-text-file.ts";
import type { Judgement } from "../../quality/judge/judgement.ts";
import type { Judging } from "../../quality/judge/judging.ts";
import { describeOwner, takeFileLock } from "../../system/file-lock.ts";
import { OWNER_ONLY } from "../../system/owner-only.ts";
import { createSystemContext } from "../../system/system-context.ts";
import { toWriteError } from "../../system/write-error.ts";

const JUDGEMENTS_FILE = "judgements.jsonl";

/** What judges said of a run. */
export interface Judged {
  readonly judgements: readonly Judgement[];
  /** Which answers the judgements belong to. */
  readonly judgings: readonly Judging[];
}

/** The same: read whole, then appended to. */
export interface JudgementsFile extends Judged, AsyncDisposable {
  /** Once it resolves, the line survives the end of this process. */
  append(line: Judgement | Judging): Promise<void>;
}

/** Reads what judges said of a run; nothing where none did. Lines that are none are passed over. @throws AssayError `storage-failed` */
export async function readJudgements(folder: string): Promise<Judged> {
  return parseLines((await readTextFile(join(folder, JUDGEMENTS_FILE))) ?? "");
}

/**
 * Opens the judgements of a run. Lines that are none are passed over, and half a line that a killed process left is cut off, so that
 * no later one is merged with it.
 *
 * @throws AssayError `run-locked` when another process judges the run, `storage-failed`
 */
export async function openJudgements(folder: string): Promise<JudgementsFile> {
  const path = join(folder, JUDGEMENTS_FILE);
  const lock = await takeLock(join(folder, "judgements.lock"));
  try {
    const file = await open(path, "a+", OWNER_ONLY.file);
    const judged = await readRepaired(file);
    return {
      ...judged,
      append: (line) =>
        file.appendFile(`${JSON.stringify(line)}\n`).catch((cause: unknown) => {
          throw toWriteError(path, cause);
        }),
      async [Symbol.asyncDispose]() {
        try {
          await file.datasync();
          await file.close();
        } finally {
          await lock[Symbol.asyncDispose]();
        }
      },
    };
  } catch (cause) {
    await lock[Symbol.asyncDispose]();
    throw toWriteError(path, cause);
  }
}

/** Adds which answers a judge was to score, unless the file says so already. @throws AssayError `run-locked`, `storage-failed` */
export async function noteJudging(folder: string, judging: Judging): Promise<void> {
  await using file = await openJudgements(folder);
  if (!file.judgings.some((noted) => contentOf(noted) === contentOf(judging))) await file.append(judging);
}

function contentOf({ judge, threshold, criteria, items }: Judging): string {
  return JSON.stringify([judge.contentDigest ?? judge.id, threshold, criteria, items]);
}

async function readRepaired(file: FileHandle): Promise<Judged> {
  const bytes = await file.readFile();
  const whole = bytes.lastIndexOf("\n") + 1;
  const tail = bytes.subarray(whole).toString("utf8");
  if (tail !== "" && parseLine(tail) !== undefined) await file.appendFile("\n");
  else if (tail !== "") await file.truncate(whole);
  return parseLines(bytes.toString("utf8"));
}

function parseLines(text: string): Judged {
  const lines = text.split("\n").flatMap((line) => parseLine(line) ?? []);
  return {
    judgements: lines.filter((line) => line.type === "judgement"),
    judgings: lines.filter((line) => line.type === "judging"),
  };
}

/** The lines are our own writing, so their type is all that is checked. */
function parseLine(line: string): Judgement | Judging | undefined {
  try {
    const value: Partial<Judgement | Judging> | null = JSON.parse(line);
    if (value?.type === "judging")
      return Array.isArray(value.items) && Array.isArray(value.criteria) && value.judge !== undefined
        ? (value as Judging)
        : undefined;
    return value?.type === "judgement" && typeof value.key === "string" && value.reading !== undefined
      ? (value as Judgement)
      : undefined;
  } catch {
    return undefined;
  }
}

async function takeLock(path: string): Promise<AsyncDisposable> {
  return takeFileLock(await createSystemContext(), path, (owner) => {
    return new AssayError({
      code: "run-locked",
      message: `The run is being judged by ${describeOwner(owner)}.`,
      hint: `Wait until that process is done, or stop it. If it no longer runs, delete ${path}.`,
    });
  });
}
