import type { PromptResult, Scorecard } from "../../bench/summary/scorecard.ts";
import { AssayError } from "../../core/errors.ts";
import { SIGNAL_NAMES } from "../../core/pipeline.ts";
import type { Sample } from "../../core/sample.ts";
import { SIGNALS } from "../../pipelines/signals.ts";
import type { CascadeItem, Outcome } from "../../selection/cascade/cascade-item.ts";
import { promptQuality, sourceOf } from "../../selection/quality-of.ts";
import { mean } from "../../stats/centre.ts";
import type { ReadRun } from "../report/read-run.ts";

/** The two models of a cascade, as the run names them. */
export interface CascadePair {
  readonly small: Scorecard;
  readonly large: Scorecard;
}

/** Prompts of a run that can be replayed, and those that cannot. */
export interface ReplayItems {
  readonly items: readonly CascadeItem[];
  /** Prompts without quality or an answer of both. */
  readonly leftOut: number;
}

/**
 * The answers of two targets of a run as a cascade would use them: quality and time are means over the rounds, the signals are
 * those of the small model's first answer.
 *
 * @throws AssayError `invalid-input` when no prompt can be replayed
 */
export function readItems({ summary, entries }: ReadRun, { small, large }: CascadePair): ReplayItems {
  const samples = entries.filter((entry) => entry.type === "sample");
  const items = small.prompts.flatMap((result) => {
    const other = large.prompts.find(({ prompt }) => prompt === result.prompt);
    const [outcome, otherOutcome] = [outcomeOf(result, small), other && outcomeOf(other, large)];
    const first = firstAnswer(samples, small.target.id, result.prompt);
    if (outcome === undefined || otherOutcome === undefined || first === undefined) return [];
    return [{ prompt: result.prompt, small: outcome, large: otherOutcome, signals: readSignals(first) }];
  });
  if (items.length < 2)
    throw new AssayError({
      code: "invalid-input",
      message: `The run ${summary.run.id} has ${items.length === 0 ? "no prompt" : "one prompt only"} with a scored answer of both ${small.target.id} and ${large.target.id}.`,
      hint: "Measure both on prompts with facets or checks, then replay that run.",
    });
  return { items, leftOut: summary.run.plan.prompts.prompts.length - items.length };
}

function outcomeOf(result: PromptResult, card: Scorecard): Outcome | undefined {
  const quality = promptQuality(result, sourceOf(card));
  const { e2e = [], cost = [] } = result.values;
  if (quality === undefined || e2e.length === 0) return undefined;
  return {
    quality: quality.found / quality.expected,
    latencyMs: mean(e2e),
    ...(cost.length > 0 && { cost: mean(cost) }),
  };
}

function firstAnswer(samples: readonly Sample[], target: string, prompt: string): Sample | undefined {
  return samples.find(
    (sample) =>
      sample.target === target && sample.prompt === prompt && sample.phase === "timed" && sample.status === "ok",
  );
}

function readSignals({ text, logprobs = [], finishReason = "stop" }: Sample): Readonly<Record<string, number>> {
  const facts = { text, logprobs, reason: finishReason };
  const known = SIGNAL_NAMES.flatMap((name) => {
    const value = SIGNALS[name].read(facts);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(known);
}
