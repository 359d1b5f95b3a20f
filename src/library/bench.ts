import { parsePromptSet } from "../catalog/prompts/read-prompt-set.ts";
import { AssayError } from "../core/errors.ts";
import type { Prompt } from "../core/prompt.ts";
import type { Constraints } from "../selection/constraints.ts";
import type { Settings } from "../settings/definitions.ts";
import type { GivenSettings } from "../settings/read-settings.ts";
import {
  type BenchOptions as BenchCall,
  bench as runAndReport,
  type WrittenReports,
} from "../workbench/bench/bench.ts";
import type { PlanSettings } from "../workbench/bench/plan-bench.ts";
import type { RunReport } from "../workbench/report/read-report.ts";
import { readWorkspace, type Workspace } from "../workbench/workspace.ts";

/** Models and conditions of a benchmark; settings that are absent come from the workspace. */
export interface BenchOptions
  extends Partial<Omit<PlanSettings, "models" | "prompt" | "prompts" | "twin" | "untilDecided">>,
    Constraints,
    Pick<
      BenchCall,
      "twin" | "untilDecided" | "budget" | "store" | "weights" | "coldLoad" | "calibration" | "signal" | "onProgress"
    >,
    Partial<Pick<Settings, "wattsPerCore">> {
  /** Texts, or prompts with their facets; or the name of a built-in set; or a file of prompts. */
  readonly prompts?: string | readonly (string | (Omit<Prompt, "id"> & { readonly id?: string }))[] | undefined;
  /** Folder that the run is written to; default `runs`. */
  readonly runs?: string | undefined;
  /** Where names and settings are looked up; default: this process's folder, variables and settings. */
  readonly workspace?: Workspace | undefined;
}

/** A measured run: summary, samples, recommendation, and the paths of its reports. */
export interface MeasuredRun extends RunReport {
  readonly written: WrittenReports;
}

/**
 * Measures models on prompts, recommends one of them, and writes the run with its reports into a folder.
 *
 * @param models names as `load()` takes them; `alias:*` means all variants
 * @throws AssayError before anything is measured, for a model that cannot be: `unknown-model`, `model-missing`,
 *   `engine-missing`, `endpoint-unreachable`; `invalid-input`, `invalid-file`, `storage-failed`; `aborted` when the signal came
 *   before anything was measured
 */
export async function bench(models: readonly string[], options: BenchOptions = {}): Promise<MeasuredRun> {
  const {
    workspace,
    prompts,
    twin,
    untilDecided,
    budget,
    store,
    weights,
    coldLoad,
    calibration,
    signal,
    onProgress,
    ...settings
  } = options;
  const given = { ...settings, ...(typeof prompts === "string" && { prompts }) };
  const outcome = await runAndReport({
    names: models,
    workspace: { ...(await withSettings(workspace, given)), typedAddresses: models },
    promptSet: typeof prompts === "object" ? parsePromptSet("prompts", JSON.stringify(prompts)) : undefined,
    ...{ twin, untilDecided, budget, store, weights, coldLoad, calibration, signal, onProgress },
  });
  if (outcome.type === "measured") return { ...outcome.report, written: outcome.written };
  if (outcome.type === "refused") throw outcome.error;
  throw new AssayError({ code: "aborted", message: "The benchmark was stopped before anything was measured." });
}

/** The workspace with the caller's settings over its own. */
async function withSettings(workspace: Workspace | undefined, given: GivenSettings): Promise<Workspace> {
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return readWorkspace(workspace, present);
}
