import { normalizeText } from "../../facets/normalize-text.ts";
import type { CheckFault } from "../definition/check-definition.ts";

/** Phrases that have no letter or digit are never found. */
export function findPhraseFaults(phrases: readonly string[]): readonly CheckFault[] {
  if (phrases.length === 0) return [{ path: ["phrases"], message: "must not be empty" }];
  return phrases.flatMap((phrase, index) =>
    normalizeText(phrase) === ""
      ? [
          {
            path: ["phrases", index],
            message: `must have a letter or digit, as punctuation is not compared, not ${JSON.stringify(phrase)}`,
          },
        ]
      : [],
  );
}

/** Phrases in a line: `"a", "b" or "c"`. */
export function wordPhrases(phrases: readonly string[], join: "and" | "or"): string {
  const quoted = phrases.map((phrase) => JSON.stringify(phrase));
  const last = quoted.at(-1) ?? "";
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(", ")} ${join} ${last}`;
}
