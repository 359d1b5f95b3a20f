/** Where the mean of values may lie, from -1 to 1. */
export interface AnytimeMean {
  readonly low: number;
  readonly high: number;
  /** Of a mean of 0. */
  readonly pValue: number;
}

/**
 * A confidence interval for the mean of values from -1 to 1, at a level that holds however often it is looked at, whatever made one stop, and
 * whatever the values are distributed like within their bounds.
 *
 * A mean is left out when bets against it have turned 1 into so much that this happens too seldom. Source: Waudby-Smith
 * and Ramdas, "Estimating means of bounded random variables by betting", Journal of the Royal Statistical Society B 86(1),
 * 2024; Ville, "Étude critique de la notion de collectif", 1939.
 */
export function anytimeMean(values: readonly number[], level: number): AnytimeMean {
  const turned = turn(values);
  const enough = enoughFor(level);
  // Bets on both sides share the capital, as the interval has two ends.
  const capital = Math.max(capitalOf(growthsAbove(values, 0), 1), capitalOf(growthsAbove(turned, 0), 1));
  return { low: leastOf(values, enough), high: 0 - leastOf(turned, enough), pValue: Math.min(1, 2 / capital) };
}

/** About how many values like these show that their mean is not 0, or that it lies within the margin; a million times as many where none do. */
export function betsNeeded(values: readonly number[], margin: number, level: number): number {
  const enough = enoughFor(level);
  const timesFor = (of: readonly number[], mean: number) => timesUntil(growthsAbove(of, mean), enough);
  const turned = turn(values);
  const forDifference = Math.min(timesFor(values, 0), timesFor(turned, 0));
  const forEquality = Math.max(timesFor(values, -margin), timesFor(turned, -margin));
  return Math.ceil(values.length * Math.min(forDifference, forEquality));
}

/** The fewest values that can show a mean other than 0, at the level left for one of so many `tests`: each as large as its bound. */
export function fewestForDifference(level: number, tests: number): number {
  return Math.ceil(timesUntil(growthsAbove([1], 0), (2 * tests) / (1 - level)));
}

/** The smallest mean other than 0 that so many values can show, all of them being it; 1 where none can. */
export function leastDifference(
  count: number,
  { level, tests }: { readonly level: number; readonly tests: number },
): number {
  const enough = (2 * tests) / (1 - level);
  return solve((value) => capitalOf(growthsAbove([value], 0), count) >= enough, 0, 1);
}

/** The fewest values that can show that a mean lies within the margin: all are 0. */
export function fewestForEquality(level: number, margin: number): number {
  return betsNeeded([0], margin, level);
}

/** Half of the level on each side. */
function enoughFor(level: number): number {
  return 2 / (1 - level);
}

function turn(values: readonly number[]): readonly number[] {
  return values.map((value) => 0 - value);
}

/**
 * Half of the capital stakes all it has on each value, a quarter half of it, and so on, so that large means and small
 * ones are both found. The last of them takes what the halves leave.
 */
const BETS = [
  { stake: 1, part: 1 / 2 },
  { stake: 1 / 2, part: 1 / 4 },
  { stake: 1 / 4, part: 1 / 8 },
  { stake: 1 / 8, part: 1 / 16 },
  { stake: 1 / 16, part: 1 / 16 },
];

/** By bet, the logarithm of what becomes of 1 when it is bet that the mean lies above `mean`. A fair game where it does not. */
function growthsAbove(values: readonly number[], mean: number): readonly number[] {
  const worst = 1 + mean;
  return BETS.map(({ stake }) => values.reduce((sum, value) => sum + Math.log1p((stake * (value - mean)) / worst), 0));
}

/** What has become of 1 when the values came so many times. */
function capitalOf(growths: readonly number[], times: number): number {
  return BETS.reduce((sum, { part }, index) => sum + part * Math.exp(times * (growths[index] ?? 0)), 0);
}

/** How many times the values must come until the capital is enough. */
function timesUntil(growths: readonly number[], enough: number): number {
  return solve((times) => capitalOf(growths, times) >= enough, 0, MOST_TIMES);
}

/** As good as never. */
const MOST_TIMES = 1e6;

/** The smallest mean that bets have not made too unlikely: the larger it is, the less they win. */
function leastOf(values: readonly number[], enough: number): number {
  return solve((mean) => capitalOf(growthsAbove(values, mean), 1) < enough, -1, 1);
}

/** Where `holds` begins to be true between two ends. */
function solve(holds: (x: number) => boolean, low: number, high: number): number {
  let [below, above] = [low, high];
  for (let step = 0; step < STEPS; step++) {
    const middle = (below + above) / 2;
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}

/** As fine as a ten-millionth, of a million times a tenth. */
const STEPS = 24;
