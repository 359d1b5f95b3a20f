import { z } from "zod";
import { AssayError } from "../core/errors.ts";
import type { Run } from "../core/run.ts";
import { endSentence } from "../lib/end-sentence.ts";
import { pluralize } from "../lib/pluralize.ts";
import { fileErrorCode } from "../system/file-error-code.ts";
import type { FileSystem } from "../system/system-context.ts";
import { toStorageError } from "./storage-error.ts";

const SCHEMA = 1;

// The file is our own writing: this only tells it from other files of that name and from damaged ones.
const runSchema = z.looseObject({
  schema: z.literal(SCHEMA),
  id: z.string(),
  createdAt: z.string().refine((text) => !Number.isNaN(Date.parse(text)), "not a time"),
  assayVersion: z.string(),
  digest: z.string(),
  plan: z.looseObject({
    targets: z.array(z.looseObject({ id: z.string() })),
    rounds: z.number(),
    prompts: z.looseObject({ name: z.string(), prompts: z.array(z.looseObject({ id: z.string() })) }),
  }),
  environment: z.looseObject({}),
});

/**
 * Reads a `run.json` of this or an older version; undefined when there is none.
 *
 * @throws AssayError `storage-failed` when it cannot be read, is no run, or was written by a newer version
 */
export async function readRunFile(fs: FileSystem, path: string): Promise<Run | undefined> {
  let text: string;
  try {
    text = await fs.readFile(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(fileErrorCode(error) ?? "")) return undefined;
    throw toStorageError(error, "read", path);
  }
  return parseRun(parseJson(text, path), path);
}

function parseRun(value: unknown, path: string): Run {
  const schema = z.looseObject({ schema: z.int() }).safeParse(value).data?.schema;
  if (schema !== undefined && schema > SCHEMA) throw newerRun(path, schema);
  // A version 2 converts version 1 here, and the check below is the newest version's.
  const parsed = runSchema.safeParse(value);
  if (!parsed.success) throw foreignFile(path, z.prettifyError(parsed.error).split("\n").join(" "), parsed.error);
  return value as Run;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw foreignFile(path, `its ${pluralize(text.length, "character")} are no JSON`, error);
  }
}

function newerRun(path: string, schema: number): AssayError {
  return new AssayError({
    code: "storage-failed",
    message: `${path} was written by a newer version (schema ${schema}; this one reads up to ${SCHEMA}).`,
    hint: "Update Assay to read this run.",
  });
}

function foreignFile(path: string, what: string, cause: unknown): AssayError {
  return new AssayError({
    code: "storage-failed",
    message: `${path} is no run that Assay wrote: ${endSentence(what)}`,
    hint: "Restore the file, or move the folder away if it is no run.",
    cause,
  });
}
