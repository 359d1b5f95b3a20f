import type { ErrorRecord } from "./errors.ts";
import type { RetrievedPassage } from "./retriever.ts";
import type { Usage } from "./usage.ts";

/** One step of a pipeline: which model did what, why, and what it took. */
export interface PipelineStep {
  /** Such as `draft` or `refine`; unique within an answer. */
  readonly name: string;
  /** Id of the model. */
  readonly model: string;
  /** `skipped`: the rule did not ask for it; `failed`: `error` says why, and another step answers. */
  readonly state: "started" | "finished" | "skipped" | "failed";
  /** The reason why it runs or does not, a clause such as `the draft has 812 characters, more than 600`. */
  readonly because?: string | undefined;
  /** Of a finished step. Counts that are not known are absent. */
  readonly usage?: Usage | undefined;
  /** From its start to its end, on the pipeline's clock. */
  readonly ms?: number | undefined;
  /** Of a finished step whose text is not the answer. */
  readonly text?: string | undefined;
  /** Values that its rule looked at, by signal. */
  readonly signals?: Readonly<Record<string, number>> | undefined;
  /** Of a step that looked into documents: what it found, the best first. An answer cites them by their places, from 1. */
  readonly passages?: readonly RetrievedPassage[] | undefined;
  /** Of the step that checked an answer's citations: those that stand in the answer, and the number that was dropped. */
  readonly citations?: { readonly kept: readonly number[]; readonly dropped: number } | undefined;
  readonly error?: ErrorRecord | undefined;
}
