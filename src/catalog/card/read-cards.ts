import { toAssayError } from "../../core/errors.ts";
import type { ModelCard } from "../../core/model-card.ts";
import { checkJson } from "../../json/check-json.ts";
import { parseJson } from "../../json/parse-json.ts";
import { cardFileSchema } from "./card-schema.ts";

/** Name of the file with a model's card, beside the model. */
export const CARD_FILE = "assay-card.json";

/** Fifty cards with every figure are half of it; what is larger is no card, and is not read. */
export const MOST_CARD_BYTES = 512 * 1024;

/** A day: clocks differ, and time zones are misread. */
const AHEAD_MS = 86_400_000;

/** A card that may be shown, or why there is none; a sentence. */
export type CardReading = { readonly card: ModelCard } | { readonly refusal: string };

/**
 * Reads the card of a model out of a file that somebody else wrote.
 *
 * @param sha256 of the model's file: a card of another file is not its card
 */
export function readCards(
  text: string,
  { name, sha256, now }: { readonly name: string; readonly sha256: string; readonly now: Date },
): CardReading {
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_CARD_BYTES) return { refusal: refuseSize(name, bytes) };
  try {
    const written = checkJson(parseJson(name, text), cardFileSchema);
    return chooseCard(Array.isArray(written) ? written : [written], { name, sha256, now });
  } catch (thrown) {
    return { refusal: `The card ${name} is not used: ${toAssayError(thrown).message}` };
  }
}

/** Chooses the card of a model among several. */
function chooseCard(
  cards: readonly ModelCard[],
  { name, sha256, now }: { readonly name: string; readonly sha256: string; readonly now: Date },
): CardReading {
  const card = cards.find(({ file }) => file.sha256 === sha256);
  if (card === undefined)
    return {
      refusal: `The card ${name} is not this model's: it describes a file with the SHA-256 ${cards[0]?.file.sha256}, and this one's is ${sha256}.`,
    };
  if (Date.parse(card.createdAt) > now.getTime() + AHEAD_MS)
    return {
      refusal: `The card ${name} is not used: it says that it was measured on ${card.createdAt}, which is yet to come.`,
    };
  return { card };
}

/** @param bytes as they are, or as they are said to be */
export function refuseSize(name: string, bytes: number): string {
  return `The card ${name} is not used: it has ${bytes} bytes, and a card has ${MOST_CARD_BYTES} at most.`;
}
