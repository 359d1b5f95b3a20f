import type { AcceptableRule } from "../../core/acceptable-rule.ts";
import type { RunStore } from "../../core/run-store.ts";
import type { Sample } from "../../core/sample.ts";
import type { SampleInput } from "../../report/content/report-input.ts";
import type { Recommendation } from "../../selection/recommendation.ts";
import type { ConstraintSettings } from "./constraint-settings.ts";
import { readRun } from "./read-run.ts";
import { recommendRuns } from "./recommend-runs.ts";

/** Everything that the reports of a run are made of. */
export interface RunReport extends SampleInput {
  readonly recommendation: Recommendation;
  readonly samples: readonly Sample[];
  /** Folder of the run; absent where runs are not folders. */
  readonly directory?: string | undefined;
}

export interface ReportGrounds {
  readonly settings: ConstraintSettings;
  readonly weights?: string | undefined;
  /** Another rule of what is acceptable than the plan's; the report says so. */
  readonly acceptable?: AcceptableRule | undefined;
}

/**
 * Reads a recorded run and recommends one of its targets, under the constraints of the settings.
 *
 * @throws AssayError `run-missing`, `storage-failed`, `invalid-input` on weights that are none
 */
export async function readReport(id: string, store: RunStore, options: ReportGrounds): Promise<RunReport> {
  const { summary, entries, directory } = await readRun(store, id, {
    quality: options.settings.quality,
    acceptable: options.acceptable,
  });
  return {
    summary,
    recommendation: recommendRuns([summary], options.settings, options.weights),
    samples: entries.filter((entry) => entry.type === "sample"),
    directory,
  };
}
