/**
 * What a new model is worth beside the present default: `take` it; `equal`, no difference matters; `no`, the default is better, or
 * neither in everything; `not-enough-evidence`, with what it lacks.
 */
export type ScoutOutcome = "take" | "equal" | "no" | "not-enough-evidence";

/** A new model that was found on the hub, as far as it is known without downloading it. */
export interface ScoutedModel {
  readonly repo: string;
  readonly page: string;
  readonly file: string;
  readonly sizeBytes: number;
  readonly quantisation?: string | undefined;
  readonly parameters?: number | undefined;
  readonly licence?: string | undefined;
  /** What the licence permits, a clause; absent where it is not known. */
  readonly licenceConditions?: string | undefined;
  readonly downloads: number;
  /** ISO 8601. */
  readonly lastModified: string;
}

export interface ScoutFinding extends ScoutedModel {
  readonly outcome: ScoutOutcome;
  /** Sentences. */
  readonly reasons: readonly string[];
  /** Id of the run that compared it with the default; absent where none was made. */
  readonly run?: string | undefined;
  /** Whether its file was removed again. */
  readonly isRemoved?: boolean | undefined;
}

/** A model that was not compared, and why; a clause. */
export interface SkippedModel {
  readonly repo: string;
  readonly because: string;
}

/** One look at the hub. */
export interface ScoutReport {
  readonly schema: 1;
  readonly createdAt: string;
  readonly hub: string;
  /** Models changed since then were looked at. */
  readonly since: string;
  /** The present default. */
  readonly against: string;
  /** Listings that were new. */
  readonly looked: number;
  readonly findings: readonly ScoutFinding[];
  /** Not fit, by what the hub tells: not asked again unless they change. */
  readonly skipped: readonly SkippedModel[];
  /** Fit, and left for the next time. */
  readonly waiting: readonly SkippedModel[];
  /** The model that was made the default. */
  readonly newDefault?: string | undefined;
}

const ORDER: readonly ScoutOutcome[] = ["take", "equal", "not-enough-evidence", "no"];

/** The best that was found; `no` where nothing was compared. */
export function bestOutcome({ findings }: Pick<ScoutReport, "findings">): ScoutOutcome {
  return ORDER.find((outcome) => findings.some((finding) => finding.outcome === outcome)) ?? "no";
}

/** The look in a sentence. */
export function describeScout({ findings, looked, against, since, waiting }: ScoutReport): string {
  const taken = findings.find(({ outcome }) => outcome === "take");
  const found = `${looked} new or changed since ${since.slice(0, 10)}, ${findings.length} compared with ${against}${waiting.length === 0 ? "" : `, ${waiting.length} left for the next time`}`;
  if (taken !== undefined) return `Take ${taken.repo} in place of ${against} (${found}).`;
  return findings.length === 0 ? `Nothing to compare with ${against}: ${found}.` : `Keep ${against}: ${found}.`;
}
