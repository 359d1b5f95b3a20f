import * as z from "zod";

/** One of some words in any case, or an empty text, which says as little as leaving it out; told so in the OpenAPI document. */
export function wordSchema(words: readonly string[]) {
  const anyCase = words.map((word) => word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`));
  return z
    .string()
    .regex(new RegExp(`^(?:${anyCase.join("|")}|)$`), `one of ${words.join(", ")}`)
    .transform((word) => (word === "" ? undefined : word.toLowerCase()));
}

const YES = ["true", "1", "yes", "on"];

/** Yes or no, in the words that programs have for it. */
export const switchSchema = wordSchema([...YES, "false", "0", "no", "off"]).transform((word) =>
  word === undefined ? undefined : YES.includes(word),
);
