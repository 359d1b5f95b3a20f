import type { PromptSet } from "../../core/prompt.ts";
import type { RuntimeReading } from "../reading.ts";
import type { PassTimes } from "./compare-times.ts";
import type { Conditions } from "./conditions.ts";

/** A small golden set as one model answered it, to hold later answers against. */
export interface CanaryRecord {
  readonly schema: 1;
  readonly type: "assay-canary";
  /** The model as it was named: a later check asks whatever the name stands for then. */
  readonly model: string;
  /** ISO 8601. */
  readonly recordedAt: string;
  readonly conditions: Conditions;
  readonly promptSet: Pick<PromptSet, "name" | "prompts">;
  readonly maxTokens: number;
  readonly reading: RuntimeReading;
  /** Absent where no times were taken. */
  readonly times?:
    | { readonly passes: PassTimes; readonly rounds: number; readonly busy?: string | undefined }
    | undefined;
}
