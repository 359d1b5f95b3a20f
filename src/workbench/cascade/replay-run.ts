import { findTarget } from "../../bench/find-target.ts";
import type { Scorecard } from "../../bench/summary/scorecard.ts";
import { AssayError } from "../../core/errors.ts";
import { SIGNAL_NAMES, type SignalName } from "../../core/pipeline.ts";
import type { RunStore } from "../../core/run-store.ts";
import { SIGNALS } from "../../pipelines/signals.ts";
import type { CascadeItem } from "../../selection/cascade/cascade-item.ts";
import { type CascadeReplay, replayCascade } from "../../selection/cascade/replay-cascade.ts";
import { withoutTwins } from "../../selection/check-twins.ts";
import { readRun } from "../report/read-run.ts";
import { type CascadePair, readItems } from "./read-items.ts";

export interface ReplayRunOptions {
  readonly run: string;
  /** Targets of the run; absent: of its two, the one with the smaller file, or the faster one. */
  readonly small?: string | undefined;
  readonly large?: string | undefined;
  /** Most prompts that may be escalated, a share. */
  readonly maxRate: number;
  readonly store: RunStore;
}

/** A replay, with what it was made of. */
export interface RunReplay extends CascadeReplay {
  readonly schema: 1;
  readonly run: string;
  readonly smallTarget: string;
  readonly largeTarget: string;
  readonly maxRate: number;
  /** Prompts that could not be replayed: not scored, or not answered by both. */
  readonly leftOut: number;
  /** Signals that no answer tells, or all tell alike. */
  readonly unusable: readonly SignalName[];
}

/**
 * Replays a cascade of two targets on the recorded answers of a run, by every signal and threshold. No model is asked.
 *
 * @throws AssayError `run-missing`, `invalid-input` for targets that the run does not have, or too few scored answers
 */
export async function replayRun(options: ReplayRunOptions): Promise<RunReplay> {
  const read = await readRun(options.store, options.run);
  const pair = choosePair(withoutTwins(read.summary).scorecards, options);
  const { items, leftOut } = readItems(read, pair);
  const usable = SIGNAL_NAMES.filter((name) => parts(items, name));
  const { maxRate } = options;
  const signals = usable.map((name) => ({ name, doubtful: SIGNALS[name].doubtful }));
  const replay = replayCascade(items, { signals, maxRate, seed: read.summary.run.plan.seed });
  return {
    schema: 1,
    run: read.summary.run.id,
    smallTarget: pair.small.target.id,
    largeTarget: pair.large.target.id,
    maxRate,
    leftOut,
    unusable: SIGNAL_NAMES.filter((name) => !usable.includes(name)),
    ...replay,
  };
}

/** Whether a signal differs between two answers. */
function parts(items: readonly CascadeItem[], name: SignalName): boolean {
  return new Set(items.flatMap(({ signals }) => signals[name] ?? [])).size > 1;
}

/** The targets that are named; one that is not is the only other one of the run, and of two the smaller is the small one. */
function choosePair(cards: readonly Scorecard[], options: ReplayRunOptions): CascadePair {
  const named = { small: findCard(cards, options.small), large: findCard(cards, options.large) };
  const others = cards
    .filter((card) => card !== named.small && card !== named.large)
    .sort((a, b) => sizeOf(a) - sizeOf(b));
  const missing = [named.small, named.large].filter((card) => card === undefined).length;
  if (missing > 0 && others.length !== missing) throw pairUnclear(cards, options.run);
  const small = named.small ?? others[0];
  const large = named.large ?? others.at(-1);
  if (small === undefined || large === undefined || small === large) throw pairUnclear(cards, options.run);
  return { small, large };
}

function findCard(cards: readonly Scorecard[], id: string | undefined): Scorecard | undefined {
  if (id === undefined) return undefined;
  const meant = findTarget(
    cards.map(({ target }) => target),
    id,
  );
  const found = cards.find(({ target }) => target === meant);
  if (found !== undefined) return found;
  const known = cards.map(({ target }) => target.id).join(", ");
  throw new AssayError({
    code: "invalid-input",
    message: `The run has no target named ${JSON.stringify(id)}: it has ${known}.`,
  });
}

function pairUnclear(cards: readonly Scorecard[], run: string): AssayError {
  const message = `A cascade has a small and a large model, and the run ${run} has ${cards.map(({ target }) => target.id).join(", ")}.`;
  return cards.length < 2
    ? new AssayError({ code: "invalid-input", message, hint: "Measure two models in one run." })
    : new AssayError({ code: "invalid-input", message, remedies: ["name-parts"] });
}

/** Bytes of the file; what has none is taken for the larger one. */
function sizeOf({ target }: Scorecard): number {
  return target.sizeBytes ?? Number.POSITIVE_INFINITY;
}
