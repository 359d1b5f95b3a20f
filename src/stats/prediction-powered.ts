import { mean } from "./centre.ts";
import { LEAST_FOR_MEAN } from "./least-values.ts";
import type { SkewedMean } from "./mean-interval.ts";

/** A unit of which both the truth and a prediction of it are known. */
export interface Labelled {
  readonly truth: number;
  readonly prediction: number;
}

/** A mean of which part of the truth and many predictions are known. */
export interface PredictionPoweredMean extends SkewedMean {
  /** How far the predictions are relied on, 0 to 1: 0 is the mean of the known truth alone. */
  readonly tuning: number;
}

/**
 * The mean of a truth that is known for some units, with the help of predictions for all: the predictions' own error, measured where
 * both are known, is taken off, so that their bias does no harm.
 *
 * `tuning · mean(predictions elsewhere) + mean(truth - tuning · prediction)`, with the tuning that makes the error least. The known
 * units must be drawn by chance from all. Absent below 12 of them. The error of the rectifier gives up a degree of freedom for the tuning
 * beside the mean's, as plain variances cover too seldom with few; `perf/prediction-powered.ts` shows the coverage.
 * Source: Angelopoulos et al., "Prediction-powered inference", Science 382, 2023; Angelopoulos, Duchi and Zrnic, "PPI++: Efficient
 * Prediction-Powered Inference", arXiv 2311.01453, 2023, with the clipped tuning of their package ppi-python.
 */
export function predictionPoweredMean(
  labelled: readonly Labelled[],
  unlabelled: readonly number[],
): PredictionPoweredMean | undefined {
  const n = labelled.length;
  if (n < LEAST_FOR_MEAN) return undefined;
  const tuning = tune(labelled, unlabelled);
  const rectifiers = labelled.map(({ truth, prediction }) => truth - tuning * prediction);
  const imputed = tuning === 0 ? 0 : tuning * mean(unlabelled);
  const spent = tuning === 0 ? 1 : 2;
  const count = unlabelled.length;
  const rectifierError = sumOfPowers(rectifiers, 2) / (n - spent) / n;
  const imputedError = tuning === 0 ? 0 : (tuning ** 2 * sumOfPowers(unlabelled, 2)) / (count - 1) / count;
  const standardError = Math.sqrt(rectifierError + imputedError);
  const third =
    sumOfPowers(rectifiers, 3) / n ** 3 + (tuning === 0 ? 0 : (tuning ** 3 * sumOfPowers(unlabelled, 3)) / count ** 3);
  return {
    value: imputed + mean(rectifiers),
    standardError,
    degrees: n - spent,
    skewness: standardError === 0 ? 0 : third / standardError ** 3,
    tuning,
  };
}

/** Fewer units elsewhere tell nothing that the known ones do not. */
const LEAST_UNLABELLED = 2;

/** The covariance of truth and prediction over what the predictions vary, less where there are few elsewhere. */
function tune(labelled: readonly Labelled[], unlabelled: readonly number[]): number {
  if (unlabelled.length < LEAST_UNLABELLED) return 0;
  const n = labelled.length;
  const [truth, prediction] = [mean(labelled.map((one) => one.truth)), mean(labelled.map((one) => one.prediction))];
  const covariance = labelled.reduce((sum, one) => sum + (one.truth - truth) * (one.prediction - prediction), 0) / n;
  const all = [...labelled.map((one) => one.prediction), ...unlabelled];
  const variance = sumOfPowers(all, 2) / (all.length - 1);
  if (variance === 0) return 0;
  return Math.min(1, Math.max(0, covariance / ((1 + n / unlabelled.length) * variance)));
}

/** Of the distances to the mean. */
function sumOfPowers(values: readonly number[], power: 2 | 3): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** power, 0);
}
