import { measureHarness } from "../../bench/calibration/measure-harness.ts";
import { createEnergyMeter } from "../../bench/energy-meter.ts";
import { dropFileCache } from "../../bench/probe/drop-file-cache.ts";
import { readMachine } from "../../bench/probe/read-machine.ts";
import { watchLoopDelay } from "../../bench/probe/watch-loop-delay.ts";
import type { Progress } from "../../bench/progress.ts";
import { type Looking, type RunPlanOptions, runPlan } from "../../bench/run/run-plan.ts";
import { createSchedule } from "../../bench/schedule.ts";
import { withoutSuperseded } from "../../bench/summary/current-samples.ts";
import { listDisturbedCells } from "../../bench/summary/disturbed-cells.ts";
import type { RunSummary } from "../../bench/summary/scorecard.ts";
import { summarizeRun } from "../../bench/summary/summarize-run.ts";
import { AssayError, type ErrorRecord, toErrorRecord } from "../../core/errors.ts";
import type { EndEntry, JournalEntry, MeaningEntry, Plan, Run, SessionEntry } from "../../core/run.ts";
import type { RunStore, RunWriter } from "../../core/run-store.ts";
import type { Warning } from "../../core/warning.ts";
import { prepareChecks } from "../../quality/checks/prepare-checks.ts";
import type { Look } from "../../selection/looks/judge-look.ts";
import { assertSameRun } from "../../store/assert-same-run.ts";
import { digestRun } from "../../store/digest-run.ts";
import { createRunId } from "../../store/run-id.ts";
import { openEnergyCounters } from "../../system/energy/open-energy-counters.ts";
import type { Engines } from "../create-engines.ts";
import { readRates } from "../rates/read-rates.ts";
import { readVersion } from "../read-version.ts";
import { readScores } from "../scores/read-scores.ts";
import type { Workspace } from "../workspace.ts";
import { announceMeasuring } from "./announce-measuring.ts";
import { createTargetLoader, type TargetLoaderContext } from "./create-target-loader.ts";
import { fitTogether } from "./fit-together.ts";
import { createLooking, isDecided, type LookAtRunOptions, type RunBudget } from "./look-at-run.ts";
import { measureMeanings } from "./measure-meanings.ts";
import { explainReach } from "./require-decidable.ts";

export interface RunBenchOptions extends Pick<TargetLoaderContext, "loadInPage"> {
  readonly plan: Plan;
  readonly engines: Engines;
  readonly store: RunStore;
  readonly workspace: Workspace;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Name of a run to go on with, instead of a new one. */
  readonly resume?: string | undefined;
  /** Of that run, also measure again what was disturbed. */
  readonly again?: boolean | undefined;
  /** Part of the new run's id. */
  readonly name?: string | undefined;
  /** Measure a cold load of each file before the warm one. Default true. */
  readonly coldLoad?: boolean | undefined;
  /** Measure the harness itself first. Default true. */
  readonly calibration?: boolean | undefined;
  /** Called when the run has its folder, before anything is measured. */
  readonly onStart?: ((start: RunStart) => void) | undefined;
  /** Words the verdict of what was measured, in a sentence that is kept with the run, and names the target to take. */
  /** The most that is measured now of a plan that ends once it is decided. */
  readonly budget?: RunBudget | undefined;
  /** Concludes from what was measured so far whether a plan that ends once it is decided is. */
  readonly judgeLook?: ((summary: RunSummary) => Look) | undefined;
  readonly toVerdict?: ((summary: RunSummary) => Pick<EndEntry, "verdict" | "winner">) | undefined;
}

export interface RunStart {
  readonly run: Run;
  /** Timed requests that earlier sessions have recorded. */
  readonly recorded: number;
  /** Warnings about entries that were cut off the end of the journal. */
  readonly warnings: readonly Warning[];
}

export interface BenchResult {
  readonly summary: RunSummary;
  readonly entries: readonly JournalEntry[];
  /** Folder of the run; absent where runs are not folders. */
  readonly directory?: string | undefined;
}

/**
 * Executes a plan, or what is left of one, and keeps everything in the run's folder as it happens.
 *
 * @throws AssayError `run-missing`, `run-locked`, `run-changed`, `storage-failed`
 */
export async function runBench(options: RunBenchOptions): Promise<BenchResult> {
  const { plan, workspace } = options;
  await prepareChecks(plan.prompts);
  await using opened =
    options.resume === undefined ? await startRun(options) : await resumeRun(options, options.resume);
  const { writer, entries, run } = opened;
  const scoresOf = await readScores(writer.directory);
  const append = async (entry: JournalEntry) => {
    await writer.append(entry);
    entries.push(entry);
  };

  const { clock } = workspace;
  await using mark = await announceMeasuring(run.id, workspace.locations.state);
  const beside = new Set(await mark.listOthers());
  const recorded = listKept(run, entries, options.again);
  const isOver = options.again !== true && isDecided(entries);
  const warnings = [
    ...writer.warnings,
    ...warnOfOthers(beside),
    ...(isOver ? [NOTHING_MORE] : []),
    ...(options.resume === undefined ? explainReach(plan, options.budget?.mostPrompts) : []),
  ];
  options.onStart?.({ run, recorded: timedCells(entries).intersection(recorded).size, warnings });
  const calibration = options.calibration === false || isOver ? {} : await calibrate(options);
  const { loadAverage } = await readMachine();
  await using counters = await openEnergyCounters({ clock, env: workspace.env });
  const energy = await createEnergyMeter({ ...counters, clock, signal: options.signal });
  await append({
    type: "session",
    startedAt: workspace.now().toISOString(),
    clockOrigin: workspace.now().getTime() - clock.now(),
    processId: process.pid,
    ...(loadAverage !== undefined && { loadAverage }),
    ...calibration,
    ...(counters.problems.length > 0 && {
      energyProblems: counters.problems.map(({ message, hint }) => `${message} ${hint}`),
    }),
  });
  const status = isOver ? "complete" : await measure(options, { run, entries, append, recorded, energy });
  for (const other of await mark.listOthers()) beside.add(other);
  const meaningError = await compareMeanings(options, entries, append);
  const isAnswered = entries.some(
    (entry) => entry.type === "sample" && entry.phase === "timed" && entry.status === "ok" && entry.text.trim() !== "",
  );
  const end = {
    type: "end",
    status: status === "complete" && !isAnswered ? "failed" : status,
    endedAt: workspace.now().toISOString(),
    ...(beside.size > 0 && { beside: [...beside] }),
    ...(meaningError !== undefined && { meaningError }),
  } as const;
  const { quality } = workspace.settings;
  const summary = summarizeRun(run, [...entries, end], { scores: scoresOf(run, withoutSuperseded(entries)), quality });
  const verdict = status === "complete" && isAnswered ? options.toVerdict?.(summary) : undefined;
  await append({ ...end, ...verdict });
  return { summary, entries: withoutSuperseded(entries), directory: writer.directory };
}

interface Measured extends Pick<LookAtRunOptions, "run" | "entries" | "append"> {
  /** Timed requests that are not made any more. */
  readonly recorded: ReadonlySet<string>;
  readonly energy: RunPlanOptions["energy"];
}

async function measure(options: RunBenchOptions, measured: Measured): Promise<"complete" | "stopped"> {
  const { plan, workspace, signal, onProgress } = options;
  using loopDelay = watchLoopDelay();
  return await runPlan({
    plan,
    loadTarget: createTargetLoader(options),
    append: measured.append,
    recorded: measured.recorded,
    energy: measured.energy,
    clock: workspace.clock,
    signal,
    onProgress,
    fitTogether: await fitTogether(plan),
    ...(options.coldLoad !== false && { dropFileCache }),
    loopDelay,
    looking: lookAt(options, measured),
  });
}

/** How a plan is looked at that ends once it is decided. What is measured again is no reason to look again. */
function lookAt(options: RunBenchOptions, { run, entries, append }: Measured): Looking | undefined {
  const { plan, again, judgeLook, budget = {}, onProgress, workspace } = options;
  if (plan.untilDecided === undefined || again === true || judgeLook === undefined) return undefined;
  const score = () => compareMeanings(options, entries, append);
  return createLooking({
    ...{ run, entries, append, budget, score, onProgress },
    now: workspace.clock.now,
    judge: judgeLook,
  });
}

const NOTHING_MORE: Warning = {
  code: "notice",
  message:
    "The run has ended as its verdict is settled, or more prompts would not settle it: nothing more is measured.",
};

/** Records how close answers come to the meanings asked for. That it fails is recorded, and no reason to lose what was measured. */
async function compareMeanings(
  options: RunBenchOptions,
  entries: readonly JournalEntry[],
  append: (entry: JournalEntry) => Promise<void>,
): Promise<ErrorRecord | undefined> {
  let measured: readonly MeaningEntry[];
  try {
    measured = await measureMeanings(options.plan.prompts.prompts, entries, options);
  } catch (thrown) {
    return toErrorRecord(thrown);
  }
  for (const entry of measured) await append(entry);
  return undefined;
}

/** The timed requests that are not made any more. @throws AssayError `invalid-input` when nothing is to be measured again */
function listKept(run: Run, entries: readonly JournalEntry[], again = false): ReadonlySet<string> {
  const cells = timedCells(entries);
  if (!again) return cells;
  const current = withoutSuperseded(entries);
  const disturbed = listDisturbedCells(summarizeRun(run, current), current);
  // What a run left out as it was decided stays left out.
  const kept = run.plan.untilDecided === undefined ? cells : listCells(run.plan);
  if (disturbed.size > 0) return kept.difference(disturbed);
  throw new AssayError({
    code: "invalid-input",
    message: `Nothing of the run ${run.id} needs to be measured again: no timing in it was disturbed.`,
    hint: "To have more evidence, measure in a new run with more prompts.",
  });
}

function timedCells(entries: readonly JournalEntry[]): ReadonlySet<string> {
  const timed = entries.filter((entry) => entry.type === "sample").filter(({ phase }) => phase === "timed");
  return new Set(timed.map(({ cell }) => cell));
}

function listCells(plan: Plan): ReadonlySet<string> {
  return new Set(createSchedule(plan, "blocked").flatMap(({ cells }) => cells.map(({ id }) => id)));
}

function warnOfOthers(runs: ReadonlySet<string>): readonly Warning[] {
  return [...runs].map((id) => ({
    code: "measurement-disturbed",
    message: `Another benchmark is under way on this machine (${id}): the two disturb each other, and nothing will be concluded from timing.`,
  }));
}

/** Measures the harness itself. That it cannot be measured is recorded, and no reason not to measure models. */
async function calibrate({ engines, workspace, signal }: RunBenchOptions): Promise<Partial<SessionEntry>> {
  try {
    const { clock } = workspace;
    return { calibration: await measureHarness({ engine: engines.openai, clock, signal }) };
  } catch (thrown) {
    return signal?.aborted ? {} : { calibrationError: toErrorRecord(thrown) };
  }
}

interface OpenedRun extends AsyncDisposable {
  readonly writer: RunWriter;
  readonly run: Run;
  readonly entries: JournalEntry[];
}

async function startRun(options: RunBenchOptions): Promise<OpenedRun> {
  const rates = await readRates(options.workspace);
  const createdAt = options.workspace.now().toISOString();
  const run: Run = {
    schema: 1,
    id: createRunId(createdAt, options.name),
    createdAt,
    assayVersion: readVersion(),
    plan: options.plan,
    digest: digestRun(options.plan),
    environment: await readMachine(),
    ...(rates !== undefined && { rates }),
  };
  const writer = await options.store.create(run);
  return { writer, run: writer.run, entries: [], [Symbol.asyncDispose]: () => writer[Symbol.asyncDispose]() };
}

async function resumeRun(options: RunBenchOptions, id: string): Promise<OpenedRun> {
  const writer = await options.store.resume(id);
  try {
    assertSameRun(writer.run, options.plan);
    const entries = await Array.fromAsync(writer.entries);
    return { writer, run: writer.run, entries, [Symbol.asyncDispose]: () => writer[Symbol.asyncDispose]() };
  } catch (thrown) {
    await writer[Symbol.asyncDispose]();
    throw thrown;
  }
}
