import { hubSource } from "../../catalog/sources/hub.ts";
import { AssayError, toAssayError } from "../../core/errors.ts";
import { planRemoval, removeRecords } from "../../hub/cache/remove-from-cache.ts";
import type { OnDownloadEvent } from "../../hub/download/download-event.ts";
import { anySignal } from "../../lib/any-signal.ts";
import type { ScoutFinding, ScoutOutcome } from "../../report/scout/scout-report.ts";
import type { Recommendation } from "../../selection/recommendation.ts";
import { type BenchOptions, bench } from "../bench/bench.ts";
import { openCache } from "../cache/open-cache.ts";
import type { Engines } from "../create-engines.ts";
import { downloadSource } from "../hub/download-model.ts";
import type { Workspace } from "../workspace.ts";
import type { Candidate } from "./scout-state.ts";

export interface TryOptions
  extends Pick<BenchOptions, "weights" | "coldLoad" | "calibration" | "onProgress" | "onStart"> {
  /** The present default, as it is named. */
  readonly against: string;
  readonly workspace: Workspace;
  readonly engines: Engines;
  /** Removes the file of a model that is not to be taken, where this look downloaded it. */
  readonly keepNone: boolean;
  /** Says that the time of the look is up. */
  readonly timeUp: AbortSignal;
  readonly signal?: AbortSignal | undefined;
  readonly onDownload?: OnDownloadEvent | undefined;
  /** Called at each step that is done, before the next begins: what is kept then is gone on with after a stop. */
  readonly keep: (candidate: Candidate) => Promise<void>;
}

/**
 * Downloads a new model and compares it with the default on the user's prompts; goes on where it was stopped.
 *
 * @returns absent where the time was up before the comparison had ended: the next look goes on with it
 * @throws AssayError `aborted` where it was stopped, with everything until then kept; `storage-failed`; what asking the hub does
 */
export async function tryCandidate(given: Candidate, options: TryOptions): Promise<ScoutFinding | undefined> {
  if (given.finding !== undefined) return given.finding;
  if (options.timeUp.aborted) return undefined;
  try {
    const candidate = await download(given, options);
    const judged = await compare(candidate, options);
    if (judged === undefined) return undefined;
    const isRemoved = options.keepNone && judged.outcome !== "take" && (await remove(candidate, options));
    const finding = { ...judged, ...(isRemoved && { isRemoved }) };
    await options.keep({ ...candidate, finding });
    return finding;
  } catch (thrown) {
    const error = toAssayError(thrown);
    if (options.signal?.aborted || !isOfTheModel(error)) throw error;
    const finding = toFinding(given, "not-enough-evidence", [`It could not be measured: ${error.message}`]);
    await options.keep({ ...given, finding });
    return finding;
  }
}

/** A hub or a disk that fails would fail the next model too. */
function isOfTheModel({ code }: AssayError): boolean {
  return !["endpoint-unreachable", "endpoint-status", "storage-failed", "aborted", "internal"].includes(code);
}

async function download(candidate: Candidate, options: TryOptions): Promise<Candidate> {
  if (candidate.path !== undefined && candidate.run !== undefined) return candidate;
  const { workspace, signal, onDownload: onProgress } = options;
  const source = hubSource.toSource(candidate.hub);
  const { path, alreadyThere } = await downloadSource(source, workspace, { signal, onProgress });
  // Found there after a stop, it may be ours all the same.
  const known = { ...candidate, path, isOurs: candidate.isOurs === true || !alreadyThere };
  await options.keep(known);
  return known;
}

async function compare(candidate: Candidate, options: TryOptions): Promise<ScoutFinding | undefined> {
  const { workspace, engines, against, timeUp, signal, onProgress, onStart } = options;
  const { weights, coldLoad, calibration } = options;
  const { path = "", repo } = candidate;
  let run = candidate.run;
  let kept = Promise.resolve();
  const outcome = await bench({
    workspace,
    engines,
    ...(run === undefined ? { names: [against, path], name: `scout ${repo.split("/")[1]}` } : { resume: run }),
    weights,
    coldLoad,
    calibration,
    signal: anySignal(signal, timeUp),
    onProgress,
    onStart(start) {
      run = start.run.id;
      onStart?.(start);
      kept = options.keep({ ...candidate, run });
      // Told below, when the benchmark has ended.
      kept.catch(() => {});
    },
  });
  await kept;
  if (signal?.aborted) throw new AssayError({ code: "aborted", message: "The look was stopped." });
  if (outcome.type === "refused") throw outcome.error;
  if (outcome.type === "nothing-measured" || outcome.report.summary.status === "stopped") return undefined;
  const { summary, recommendation } = outcome.report;
  const target = summary.run.plan.targets.find(({ source }) => source.type === "file" && source.path === path)?.id;
  return toFinding({ ...candidate, run }, judge(recommendation, target), [
    recommendation.headline,
    ...reasonsOf(recommendation),
  ]);
}

function judge({ verdict }: Recommendation, candidate: string | undefined): ScoutOutcome {
  switch (verdict.type) {
    case "take":
      return verdict.target === candidate ? "take" : "no";
    case "equal":
      return "equal";
    case "not-enough-evidence":
      return "not-enough-evidence";
    case "trade":
    case "none":
    case "measured":
      return "no";
    default:
      return verdict satisfies never;
  }
}

function reasonsOf({ verdict }: Recommendation): readonly string[] {
  return [...verdict.reasons, ...("settle" in verdict ? (verdict.settle ?? []) : [])].slice(0, 4);
}

function toFinding(candidate: Candidate, outcome: ScoutOutcome, reasons: readonly string[]): ScoutFinding {
  const { hub: _, path: __, isOurs: ___, promise: ____, finding: _____, ...scouted } = candidate;
  return { ...scouted, outcome, reasons };
}

async function remove({ hub, isOurs, repo }: Candidate, { workspace }: TryOptions): Promise<boolean> {
  if (isOurs !== true) return false;
  const cache = await openCache(workspace);
  const { files } = hubSource.toSource(hub);
  await removeRecords(await planRemoval({ name: repo, files }, cache), cache);
  return true;
}
