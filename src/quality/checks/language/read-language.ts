import { AssayError } from "../../../core/errors.ts";

/** The languages that fit a text, by their ISO 639-1 codes, the likeliest first; none where the text is too short to tell. */
export type FittingLanguages = readonly string[];

interface Detector {
  detect(text: string): {
    readonly language: string;
    getScores(): Readonly<Record<string, number>>;
    isReliable(): boolean;
  };
}

let detector: Detector | undefined;

/** Loads the detector, whose tables are a megabyte, unless it is there. To be awaited before texts are read. */
export async function loadLanguages(): Promise<void> {
  detector ??= (await import("eld/extrasmall")).eld;
}

/** Fewer letters are names and words that several languages have. */
export const LEAST_LETTERS = 10;

/** A language whose score comes this near to the first fits as well: Danish and Norwegian, Czech and Slovak. */
const NEAR = 0.05;

/** Reads the language of running text. Where several fit, or none can be told, the caller has no answer either. */
export function fitLanguages(text: string): FittingLanguages {
  if (detector === undefined)
    throw new AssayError({ code: "internal", message: "The detector of languages was not loaded." });
  if (countLetters(text) < LEAST_LETTERS) return [];
  const found = detector.detect(text);
  if (found.language === "" || !found.isReliable()) return [];
  const scores = Object.entries(found.getScores()).toSorted(([, a], [, b]) => b - a);
  const best = scores[0]?.[1] ?? 0;
  return scores.filter(([, score]) => best - score < NEAR).map(([language]) => language);
}

export function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0;
}
