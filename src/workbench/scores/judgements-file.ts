import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { AssayError } from "../../core/errors.ts";
import type { Judgement } from "../../quality/judge/judgement.ts";
import { describeOwner, takeFileLock } from "../../system/file-lock.ts";
import { OWNER_ONLY } from "../../system/owner-only.ts";
import { createSystemContext } from "../../system/system-context.ts";
import { toWriteError } from "../../system/write-error.ts";

const JUDGEMENTS_FILE = "judgements.jsonl";

/** What judges said of a run: read whole, then appended to. */
export interface JudgementsFile extends AsyncDisposable {
  readonly judgements: readonly Judgement[];
  /** Once it resolves, the judgement survives the end of this process. */
  append(judgement: Judgement): Promise<void>;
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
    const judgements = await readRepaired(file);
    return {
      judgements,
      append: (judgement) =>
        file.appendFile(`${JSON.stringify(judgement)}\n`).catch((cause: unknown) => {
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

async function readRepaired(file: FileHandle): Promise<readonly Judgement[]> {
  const bytes = await file.readFile();
  const whole = bytes.lastIndexOf("\n") + 1;
  const tail = bytes.subarray(whole).toString("utf8");
  if (tail !== "" && parseJudgement(tail) !== undefined) await file.appendFile("\n");
  else if (tail !== "") await file.truncate(whole);
  return bytes
    .toString("utf8")
    .split("\n")
    .flatMap((line) => parseJudgement(line) ?? []);
}

/** Judgements are our own writing, so their type is all that is checked. */
function parseJudgement(line: string): Judgement | undefined {
  try {
    const value: Partial<Judgement> | null = JSON.parse(line);
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
