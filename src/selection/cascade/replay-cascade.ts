import { createRandom } from "../../lib/random.ts";
import { type Auroc, auroc } from "../../stats/auroc.ts";
import { mean } from "../../stats/centre.ts";
import { type MeanInterval, meanInterval } from "../../stats/mean-interval.ts";
import { type CandidateSignal, type CascadeItem, doubtOf, escalates, type Policy } from "./cascade-item.ts";
import {
  type Point,
  type TracedPoint,
  traceAlone,
  traceChosen,
  traceOracle,
  traceRandom,
  traceSignal,
} from "./trace-signal.ts";

export interface ReplayOptions {
  readonly signals: readonly CandidateSignal[];
  /** Most prompts that a policy may escalate, a share. */
  readonly maxRate: number;
  readonly seed: number;
}

/** What a cascade of two models would have come to on recorded answers, without asking a model again. */
export interface CascadeReplay {
  readonly prompts: number;
  readonly small: Point;
  readonly large: Point;
  /** Highest quality that any choice of prompts could reach within the rate. */
  readonly oracle: Point;
  readonly signals: readonly ReplayedSignal[];
  /**
   * The policy to use: the signal that did best on prompts that it was not chosen on. Absent when none beats both the lot and the
   * small model alone.
   */
  readonly chosen?: Policy | undefined;
  /** Share of prompts that the chosen policy escalates. */
  readonly promisedRate?: number | undefined;
}

/** One signal, judged on prompts that its threshold was not chosen on. */
export interface ReplayedSignal {
  readonly signal: CandidateSignal;
  /** How well it tells answers that the large model would better from the others; absent with too few of either. */
  readonly discrimination?: Auroc | undefined;
  /** Prompts whose answer tells the signal. */
  readonly told: number;
  /** For the picture: every threshold, on all prompts. Nothing may be concluded from the best of these. */
  readonly curve: readonly TracedPoint[];
  /** Cross-validated: each prompt is decided by a threshold that was chosen without it. */
  readonly held: Point;
  /** As many prompts, by lot. */
  readonly random: Point;
  /** Quality over that of the lot, in points of 1. The interval is over prompts, at a level that holds for all signals together; absent below 12. */
  readonly overRandom: Gain;
  /** Quality over that of the small model alone, alike. A signal that spares the harm of escalating beats the lot and gains nothing. */
  readonly overSmall: Gain;
  /** `better`: the whole interval lies above 0; `worse`: below; else `open`. */
  readonly finding: "better" | "worse" | "open";
  /** The threshold that all prompts together choose. */
  readonly policy: Policy;
}

type Gain = { readonly value: number } & Partial<MeanInterval>;

const FOLDS = 5;

/** Replays a cascade by each signal. Needs two prompts at least. */
export function replayCascade(items: readonly CascadeItem[], options: ReplayOptions): CascadeReplay {
  const level = 1 - 0.05 / Math.max(1, options.signals.length);
  const folds = toFolds(items, options.seed);
  const signals = options.signals.map((signal) => replaySignal(items, { signal, folds, level, ...options }));
  const [best] = signals.filter(pays).sort((a, b) => b.overRandom.value - a.overRandom.value);
  return {
    prompts: items.length,
    small: traceAlone(items, "small"),
    large: traceAlone(items, "large"),
    oracle: bestWithin(traceOracle(items), options.maxRate),
    signals,
    ...(best !== undefined && {
      chosen: best.policy,
      promisedRate: traceChosen(items, (item) => escalates(item, best.policy)).rate,
    }),
  };
}

/** Whether a cascade by this signal was shown to be worth its trouble. */
export function pays({ finding, overSmall: { low } }: ReplayedSignal): boolean {
  return finding === "better" && low !== undefined && low > 0;
}

interface SignalOptions extends ReplayOptions {
  readonly signal: CandidateSignal;
  readonly folds: ReadonlyMap<CascadeItem, number>;
  readonly level: number;
}

function replaySignal(items: readonly CascadeItem[], options: SignalOptions): ReplayedSignal {
  const { signal, folds, level, maxRate } = options;
  const policies = Array.from({ length: FOLDS }, (_, fold) =>
    choosePolicy(
      items.filter((item) => folds.get(item) !== fold),
      signal,
      maxRate,
    ),
  );
  const isEscalated = (item: CascadeItem) => {
    const policy = policies[folds.get(item) ?? 0];
    return policy !== undefined && escalates(item, policy);
  };
  const held = traceChosen(items, isEscalated);
  const gains = items.map(({ small, large }) => large.quality - small.quality);
  const kept = items.map((item, index) => (isEscalated(item) ? (gains[index] ?? 0) : 0));
  const over = (values: readonly number[]): Gain => ({ value: mean(values), ...meanInterval(values, level) });
  const overRandom = over(kept.map((gain, index) => gain - held.rate * (gains[index] ?? 0)));
  const worth = items.filter(({ small, large }) => large.quality > small.quality);
  const others = items.filter(({ small, large }) => large.quality <= small.quality);
  const doubts = (some: readonly CascadeItem[]) => some.filter(tells).map((item) => doubtOf(item, signal));
  function tells({ signals }: CascadeItem): boolean {
    return signals[signal.name] !== undefined;
  }
  return {
    signal,
    discrimination: auroc(doubts(worth), doubts(others)),
    told: items.filter(tells).length,
    curve: traceSignal(items, signal),
    held,
    random: traceRandom(items, held.rate),
    overRandom,
    overSmall: over(kept),
    finding: findingOf(overRandom),
    policy: choosePolicy(items, signal, maxRate),
  };
}

function findingOf({ low, high }: Gain): ReplayedSignal["finding"] {
  if (low !== undefined && low > 0) return "better";
  return high !== undefined && high < 0 ? "worse" : "open";
}

/** The threshold of the highest quality within the rate; of equal ones, that which escalates least. */
function choosePolicy(items: readonly CascadeItem[], signal: CandidateSignal, maxRate: number): Policy {
  const { threshold } = bestWithin(traceSignal(items, signal), maxRate);
  return { ...signal, threshold };
}

/** Points come in the order of their rate. */
function bestWithin<P extends Point>(points: readonly P[], maxRate: number): P {
  const [first, ...rest] = points.filter(({ rate }) => rate <= maxRate + 1e-12);
  if (first === undefined) throw new Error("A curve begins with no prompt escalated");
  return rest.reduce((best, point) => (point.quality > best.quality + 1e-12 ? point : best), first);
}

/** Parts the prompts by lot, as evenly as can be. */
function toFolds(items: readonly CascadeItem[], seed: number): ReadonlyMap<CascadeItem, number> {
  return new Map(
    createRandom(seed)
      .shuffle(items)
      .map((item, index) => [item, index % FOLDS]),
  );
}
