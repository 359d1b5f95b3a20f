import { readPromptSet } from "../../catalog/prompts/read-prompt-set.ts";
import { isDemonstrationModel } from "../../core/demonstration-models.ts";
import { AssayError, type ErrorRecord, toAssayError, toErrorRecord } from "../../core/errors.ts";
import type { Prompt, PromptSet } from "../../core/prompt.ts";
import { scoreAnswer } from "../../quality/facets/score-answer.ts";
import type { CanaryRecord } from "../../sameness/canary/canary-record.ts";
import { compareTimes } from "../../sameness/canary/compare-times.ts";
import { type Change, listChanges } from "../../sameness/canary/conditions.ts";
import { type CanaryFinding, judgeCanary, type QualityChange } from "../../sameness/canary/judge-canary.ts";
import { type Comparison, compareReadings } from "../../sameness/comparison.ts";
import type { RuntimeReading } from "../../sameness/reading.ts";
import { estimateDifference, intervalOf, pValueOf } from "../../selection/estimate-difference.ts";
import type { PromptEvidence } from "../../selection/target-evidence.ts";
import { resolveName } from "../resolve-name.ts";
import { askCanary, type CanaryContext } from "./ask-canary.ts";
import { listRecords, readRecord, recordPath, refuseRecorded, writeRecord } from "./canary-files.ts";

export interface RecordOptions extends CanaryContext {
  /** Folder of the records. */
  readonly folder: string;
  /** Name or path of the prompt set; absent: a small one fit for it. */
  readonly prompts?: string | undefined;
  readonly maxTokens: number;
  /** Timed rounds of each of two passes; 0 takes no times. */
  readonly rounds: number;
  /** Sets a record that is there aside. */
  readonly replace: boolean;
}

/** Asks a model the golden set and records its answers. Returns the path of the record. @throws AssayError `invalid-input` where it is recorded already */
export async function recordCanary(model: string, options: RecordOptions): Promise<string> {
  const { folder, replace, maxTokens, rounds, workspace } = options;
  if (!replace) await refuseRecorded(folder, model);
  const { name, prompts } = await readPrompts(model, options);
  const promptSet = { name, prompts };
  const { conditions, reading, times } = await askCanary({ model, promptSet, maxTokens, rounds }, options);
  if (reading === undefined) throw new AssayError({ code: "internal", message: "Nothing was asked." });
  const record: CanaryRecord = {
    schema: 1,
    type: "assay-canary",
    model,
    recordedAt: workspace.now().toISOString(),
    conditions,
    promptSet,
    maxTokens,
    reading,
    ...(times !== undefined && { times: { ...times, rounds } }),
  };
  return writeRecord(folder, record, replace);
}

export interface CheckOptions extends CanaryContext {
  readonly folder: string;
  /** Asks only the models of which a condition changed. */
  readonly ifChanged: boolean;
  /** Takes no times. */
  readonly withoutTimes: boolean;
}

/** What became of one record. */
export type CanaryCheck = { readonly model: string; readonly recordedAt: string } & (
  | ({ readonly type: "compared" } & CanaryFinding)
  /** No condition changed, and it was to be asked only then. */
  | { readonly type: "unchanged" }
  | { readonly type: "failed"; readonly changes?: readonly Change[] | undefined; readonly error: ErrorRecord }
);

/**
 * Asks recorded models their golden sets again, and tells what moved. Records stay as they are.
 *
 * @param models names as they were recorded; none: all of the folder
 * @throws AssayError `invalid-input` where one is not recorded, `invalid-file`, `aborted`
 */
export async function checkCanaries(models: readonly string[], options: CheckOptions): Promise<readonly CanaryCheck[]> {
  const records = await findRecords(models, options.folder);
  const checks: CanaryCheck[] = [];
  for (const record of records) checks.push(await check(record, options));
  return checks;
}

async function check(record: CanaryRecord, options: CheckOptions): Promise<CanaryCheck> {
  const { model, recordedAt, promptSet, maxTokens, reading: before } = record;
  const base = { model, recordedAt };
  const rounds = options.withoutTimes ? 0 : (record.times?.rounds ?? 0);
  try {
    const skipIf = options.ifChanged
      ? (conditions: CanaryRecord["conditions"]) => listChanges(record.conditions, conditions).length === 0
      : undefined;
    const now = await askCanary({ model, promptSet, maxTokens, rounds, reference: before, skipIf }, options);
    const changes = listChanges(record.conditions, now.conditions);
    if (now.reading === undefined) return { ...base, type: "unchanged" };
    const comparison = compareReadings(before, now.reading);
    const quality = compareQuality(promptSet.prompts, before, now.reading);
    const isSameMachine = record.conditions.machine === now.conditions.machine;
    const time =
      record.times === undefined || now.times === undefined
        ? undefined
        : isSameMachine
          ? compareTimes(record.times, now.times, alikeIn(comparison))
          : { because: "it was recorded on another machine" };
    const found = { changes, comparison, quality, time };
    return { ...base, type: "compared", state: judgeCanary(found), ...found };
  } catch (thrown) {
    if (toAssayError(thrown).code === "aborted") throw thrown;
    return { ...base, type: "failed", error: toErrorRecord(thrown) };
  }
}

function alikeIn({ prompts }: Comparison): ReadonlySet<string> {
  return new Set(prompts.filter(({ answers }) => answers.identical).map(({ prompt }) => prompt));
}

async function findRecords(models: readonly string[], folder: string): Promise<readonly CanaryRecord[]> {
  const found = models.length === 0 ? [...(await listRecords(folder))] : [];
  for (const model of models) {
    const record = await readRecord(recordPath(folder, model));
    if (record === undefined) throw notRecorded(`${model} is not recorded in ${folder}.`);
    found.push(record);
  }
  if (found.length === 0) throw notRecorded(`No canary is recorded in ${folder}.`);
  return found;
}

function notRecorded(message: string): AssayError {
  return new AssayError({ code: "invalid-input", message, hint: "Record one first: `assay canary record <model>`." });
}

async function readPrompts(model: string, { prompts, workspace }: RecordOptions): Promise<PromptSet> {
  const { directory, locations } = workspace;
  const found = await resolveName(model, workspace);
  // The demonstration models know short notes only.
  const usual = found.some(isDemonstrationModel) ? "meeting-notes" : "same-model";
  const set = await readPromptSet(prompts ?? usual, { directory, builtInDirectory: locations.builtInPrompts });
  return prompts === undefined ? { ...set, prompts: set.prompts.slice(0, USUAL_PROMPTS) } : set;
}

/** So many prompts of a set that nobody named: a record with scores takes some 60 kB for each. */
const USUAL_PROMPTS = 8;

/** Facets by meaning are left out: only an embedding model finds them. */
function compareQuality(
  prompts: readonly Prompt[],
  before: RuntimeReading,
  now: RuntimeReading,
): QualityChange | undefined {
  const difference = estimateDifference("quality", [evidenceOf(prompts, now), evidenceOf(prompts, before)]);
  if (difference === undefined) return undefined;
  const { value, n, level } = difference;
  const p = pValueOf(difference);
  const moved = p === undefined ? "unknown" : p >= 1 - level ? "no" : value < 0 ? "worse" : "better";
  return { difference: value, interval: intervalOf(difference), n, moved };
}

function evidenceOf(prompts: readonly Prompt[], reading: RuntimeReading): PromptEvidence {
  const byPrompt = prompts.flatMap(({ id, facets = [] }) => {
    const answer = reading.prompts.find(({ prompt }) => prompt === id)?.answer;
    if (answer === undefined || facets.length === 0 || JSON.stringify(facets).includes('"means":')) return [];
    const { found, total } = scoreAnswer(facets, answer.text);
    return [[id, { value: found, weight: total }] as const];
  });
  return { type: "prompts", figure: 0, byPrompt: new Map(byPrompt), quality: { source: "facets", step: 1 } };
}
