import { AssayError } from "../../../core/errors.ts";

/** The language of a text, by its ISO 639-1 code and its English name, or why it cannot be told. */
export type ReadLanguage =
  | { readonly type: "told"; readonly language: string; readonly name: string }
  | { readonly type: "untold"; readonly because: string };

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

/** Fewer letters are names, numbers or words that several languages have. */
const LEAST_LETTERS = 20;

/** The nearer the second language comes to the first, the more is a guess: Danish and Norwegian, Czech and Slovak. */
const LEAST_LEAD = 0.05;

/** Reads the language of running text. Short texts, and those that two languages fit, cannot be told: that is no guess. */
export function readLanguage(text: string): ReadLanguage {
  if (detector === undefined)
    throw new AssayError({ code: "internal", message: "The detector of languages was not loaded." });
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < LEAST_LETTERS)
    return untold(`The answer is too short to tell its language: ${letters} letters, and ${LEAST_LETTERS} are needed.`);
  const found = detector.detect(text);
  const [first = 0, second = 0] = Object.values(found.getScores()).toSorted((a, b) => b - a);
  if (found.language === "" || !found.isReliable() || first - second < LEAST_LEAD)
    return untold("Several languages fit the answer about equally well.");
  const name = new Intl.DisplayNames(["en"], { type: "language" }).of(found.language) ?? found.language;
  return { type: "told", language: found.language, name };
}

function untold(because: string): ReadLanguage {
  return { type: "untold", because };
}
