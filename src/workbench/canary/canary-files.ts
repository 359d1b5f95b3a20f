import { createHash } from "node:crypto";
import * as fs from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AssayError } from "../../core/errors.ts";
import { checkJson } from "../../json/check-json.ts";
import { readJsonFile } from "../../json/read-json-file.ts";
import type { CanaryRecord } from "../../sameness/canary/canary-record.ts";
import { fileErrorCode } from "../../system/file-error-code.ts";
import { toWriteError } from "../../system/write-error.ts";
import { writeFileAtomic } from "../../system/write-file-atomic.ts";

const scored = z.array(
  z.object({
    token: z.string(),
    logprob: z.number().optional(),
    top: z.array(z.object({ token: z.string(), logprob: z.number() })),
  }),
);
const reading = z.object({
  runtime: z.string(),
  prompts: z
    .array(
      z.object({
        prompt: z.string(),
        rendered: z.object({ text: z.string(), tokens: z.array(z.number()) }).optional(),
        promptTokens: z.number().optional(),
        answer: z.object({ text: z.string(), tokens: scored.optional(), finishReason: z.string() }),
        scored: scored.optional(),
      }),
    )
    .min(1),
  notes: z.array(z.string()),
});
const words = z.record(z.string(), z.union([z.string(), z.number()]));
const recordSchema = z.object({
  schema: z.literal(1),
  type: z.literal("assay-canary"),
  model: z.string().min(1),
  recordedAt: z.iso.datetime(),
  conditions: words.refine((conditions) => typeof conditions.engine === "string", "an object that names the engine"),
  promptSet: z.object({
    name: z.string(),
    prompts: z.array(z.looseObject({ id: z.string(), prompt: z.string() })).min(1),
  }),
  maxTokens: z.int().min(1),
  reading,
  times: z
    .object({
      passes: z.array(z.record(z.string(), z.array(z.number()))),
      rounds: z.int().min(1),
      busy: z.string().optional(),
    })
    .optional(),
});

/** Path of the record of a model, by its name; names that differ never share a file. */
export function recordPath(folder: string, model: string): string {
  const plain = model.toLowerCase().replace(/[^a-z0-9._-]+/g, "-");
  const digest = createHash("sha256").update(model).digest("hex").slice(0, 8);
  return join(folder, `${plain === model ? plain : `${plain}-${digest}`.slice(-60).replace(/^[-.]+/, "")}.json`);
}

/** Reads one record; absent where there is none. @throws AssayError `invalid-file`, `storage-failed` */
export async function readRecord(path: string): Promise<CanaryRecord | undefined> {
  const document = await readJsonFile(path);
  // What the schema leaves open was written by a program of ours, and is compared as it stands.
  return document && (checkJson(document, recordSchema) as unknown as CanaryRecord);
}

/** Reads all records of a folder, by name. @throws AssayError `invalid-file`, `storage-failed` */
export async function listRecords(folder: string): Promise<readonly CanaryRecord[]> {
  const names = await fs.readdir(folder).catch((thrown: unknown) => {
    if (fileErrorCode(thrown) === "ENOENT") return [];
    throw toWriteError(folder, thrown);
  });
  const records: CanaryRecord[] = [];
  for (const name of names.filter((one) => one.endsWith(".json")).sort()) {
    const record = await readRecord(join(folder, name));
    if (record !== undefined) records.push(record);
  }
  return records;
}

/** Writes a record. One that is there already is moved aside where `replace` says so, and never written over. */
export async function writeRecord(folder: string, record: CanaryRecord, replace: boolean): Promise<string> {
  const path = recordPath(folder, record.model);
  try {
    await fs.mkdir(folder, { recursive: true });
    const before = await readRecord(path);
    if (before !== undefined) await setAside(path, before, { folder, replace });
    await writeFileAtomic(fs, path, `${JSON.stringify(toShort(record), undefined, 1)}\n`);
    return path;
  } catch (thrown) {
    throw toWriteError(path, thrown);
  }
}

async function setAside(
  path: string,
  { model, recordedAt }: CanaryRecord,
  { folder, replace }: { readonly folder: string; readonly replace: boolean },
): Promise<void> {
  if (!replace) throw alreadyRecorded(model, recordedAt);
  const earlier = join(folder, "earlier", recordedAt.replaceAll(/[:.]/g, "-"));
  await fs.mkdir(earlier, { recursive: true });
  await fs.rename(path, recordPath(earlier, model));
}

/** @throws AssayError `invalid-input` where a model is recorded already */
export async function refuseRecorded(folder: string, model: string): Promise<void> {
  const before = await readRecord(recordPath(folder, model));
  if (before !== undefined) throw alreadyRecorded(model, before.recordedAt);
}

function alreadyRecorded(model: string, recordedAt: string): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `${model} is recorded already, on ${recordedAt}.`,
    hint: "To set that record aside and take a new one, say so.",
    remedies: ["replace-record"],
  });
}

/** Scores in as many digits as say something; lists of likeliest tokens once, where the whole answer was scored. */
function toShort(record: CanaryRecord): CanaryRecord {
  const prompts = record.reading.prompts.map((one) => {
    const { answer, scored } = one;
    const tokens =
      scored === undefined ? answer.tokens : answer.tokens?.map((token) => ({ ...token, top: token.top.slice(0, 5) }));
    return { ...one, answer: { ...answer, tokens } };
  });
  const rounded = JSON.stringify({ ...record, reading: { ...record.reading, prompts } }, (key, value) =>
    key === "logprob" && typeof value === "number" ? Math.round(value * 1e5) / 1e5 : value,
  );
  return JSON.parse(rounded);
}
