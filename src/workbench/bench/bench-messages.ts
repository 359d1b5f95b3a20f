import type { ErrorRecord } from "../../core/errors.ts";
import type { PromptSet } from "../../core/prompt.ts";
import type { Run, UntilDecided } from "../../core/run.ts";
import type { GivenSettings } from "../../settings/read-settings.ts";
import type { RunEvent } from "../../wire/assay/run-events.ts";

/** A benchmark to make in a process of its own. */
export interface BenchTask {
  /** Folder of the project. */
  readonly directory: string;
  /** Settings that are stronger than the environment and all files. */
  readonly given: GivenSettings;
  /** Models by name; none with `resume`. */
  readonly names: readonly string[];
  readonly promptSet?: PromptSet | undefined;
  readonly resume?: string | undefined;
  readonly again?: boolean | undefined;
  readonly name?: string | undefined;
  readonly twin?: boolean | undefined;
  readonly untilDecided?: UntilDecided | undefined;
  readonly coldLoad?: boolean | undefined;
  readonly calibration?: boolean | undefined;
}

/** Messages to the process. All are plain JSON. */
export type ToBench =
  | { readonly type: "task"; readonly task: BenchTask }
  /** What can be unloaded is; the answer to `needs`. */
  | { readonly type: "room-made" }
  /** The request under way ends, everything that was measured is kept. */
  | { readonly type: "stop" };

/** Its messages: at most one `needs`, one `started`, any number of events; `ended` or `failed` comes last. */
export type FromBench =
  /** Memory of all targets of the plan together. */
  | { readonly type: "needs"; readonly bytes: number }
  /** The run has its folder; `recorded` requests of it are from earlier sessions. */
  | { readonly type: "started"; readonly run: Run; readonly recorded: number; readonly notes: readonly string[] }
  | { readonly type: "event"; readonly event: RunEvent }
  | { readonly type: "failed"; readonly error: ErrorRecord };
