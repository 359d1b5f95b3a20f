import { AssayError } from "../../core/errors.ts";
import { normalizeText } from "./normalize-text.ts";

/** A meaning as it is looked for: closeness alone tells neither who nor how many, nor "not". */
export interface ReadMeaning {
  readonly means: string;
  /** Words with a capital letter, which a passage must name in this order. */
  readonly names: readonly string[];
  /** Numbers that it must name. */
  readonly numbers: readonly string[];
}

/** Longer than a fact, and short enough for every embedding model. */
const MOST_MEANING_CHARACTERS = 300;

/** @throws AssayError `invalid-input` when the text is empty or too long to be one fact */
export function readMeaning(means: string): ReadMeaning {
  const words = normalizeText(means).split(" ");
  if (words[0] === "" || means.length > MOST_MEANING_CHARACTERS) throw noMeaning(means);
  const names = means.match(/\p{Lu}[\p{L}\p{M}'’-]*/gu) ?? [];
  return {
    means,
    names: names.flatMap((name) => normalizeText(name).split(" ")),
    // "One of them" counts nothing.
    numbers: words.filter((word) => /^-?\d/.test(word) && word !== "1"),
  };
}

function noMeaning(means: string): AssayError {
  const given = means.length > 60 ? `${means.slice(0, 60)}...` : means;
  return new AssayError({
    code: "invalid-input",
    message: `The text of \`means\` must be of 1 word or more and at most ${MOST_MEANING_CHARACTERS} characters, not ${JSON.stringify(given)}.`,
    hint: 'Write one fact as a short sentence, such as { "means": "the launch moves to spring" }.',
  });
}
