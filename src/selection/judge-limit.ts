import type { Direction } from "../core/metric.ts";
import { type Figure, formatEstimate, formatFigure, roundRoughly } from "./format-figure.ts";
import type { ObjectiveUnit } from "./objectives.ts";
import type { JudgedFigure, Judgement } from "./recommendation.ts";

/** A limit and the figure that is held against it. */
export interface Limit {
  /** Such as `p95 latency`. */
  readonly name: string;
  readonly unit: ObjectiveUnit;
  /** `lower`: the figure must not be above the limit; `higher`: not below. */
  readonly better: Direction;
  readonly limit: number;
  readonly figure: MeasuredFigure | undefined;
  /** Why there is no figure, when it is known. */
  readonly absentBecause?: string | undefined;
}

/** `exact`: a fact, judged as it is. `estimate`: judged by its interval. */
export type MeasuredFigure = { readonly type: "exact"; readonly value: number } | EstimatedFigure;

interface EstimatedFigure extends Figure {
  readonly type: "estimate";
  readonly n: number;
  readonly of: "prompts" | "requests" | "loads";
  readonly needs?: number | undefined;
}

/** Holds one figure against its limit: met or failed as a whole interval, else unproven. */
export function judgeLimit(target: string, limit: Limit): Judgement {
  const { figure } = limit;
  const judged = { target, constraint: limitText(limit) };
  if (figure === undefined)
    return { ...judged, state: "unproven", because: limit.absentBecause ?? "it was not measured" };
  const shown = toJudgedFigure(limit, figure);
  if (figure.type === "exact") {
    const state = isInside(figure.value, limit) ? "met" : "failed";
    const because = `${formatFigure(figure.value, limit.unit)} lies ${whereIs(state, limit)}`;
    return { ...judged, state, because, figure: shown };
  }

  const text = formatEstimate(figure, limit.unit);
  const { low, high } = figure;
  if (low === undefined || high === undefined) {
    const because = `${text} has no interval: n=${figure.n}${figure.needs === undefined ? "" : `, needs ${figure.needs}`} ${figure.of}`;
    return { ...judged, state: "unproven", because, figure: shown };
  }
  const inside = [low, high].filter((end) => isInside(end, limit)).length;
  if (inside === 1) {
    const because = `${text} straddles it; ${explainSettling(figure, { low, high }, limit.limit)}`;
    return { ...judged, state: "unproven", because, figure: shown };
  }
  const state = inside === 2 ? "met" : "failed";
  return { ...judged, state, because: `${text} lies ${whereIs(state, limit)} as a whole`, figure: shown };
}

/** Such as `p95 latency <= 1.50 s`. */
export function limitText({ name, better, limit, unit }: Limit): string {
  return `${name} ${better === "lower" ? "<=" : ">="} ${formatFigure(limit, unit)}`;
}

function isInside(value: number, { better, limit }: Limit): boolean {
  return better === "lower" ? value <= limit : value >= limit;
}

function whereIs(state: "met" | "failed", { better }: Limit): string {
  if (state === "met") return "within it";
  return better === "lower" ? "above it" : "below it";
}

/** The interval shrinks with the root of n: how many it takes until its near end reaches the limit. */
function explainSettling(
  { value, n, of }: EstimatedFigure,
  { low, high }: { readonly low: number; readonly high: number },
  limit: number,
): string {
  const half = limit < value ? value - low : high - value;
  const needed = n * (half / Math.abs(value - limit)) ** 2;
  return needed > 1000 * Math.max(1, n / 100)
    ? "its value lies too close to the limit to tell"
    : `about ${roundRoughly(Math.max(needed, n + 1))} ${of} would settle it`;
}

function toJudgedFigure({ limit, unit }: Limit, figure: MeasuredFigure): JudgedFigure {
  if (figure.type === "exact") return { value: figure.value, limit, unit };
  const { value, low, high, n, needs } = figure;
  return {
    value,
    ...(low !== undefined && high !== undefined && { low, high }),
    limit,
    unit,
    n,
    ...(needs !== undefined && { needs }),
  };
}
