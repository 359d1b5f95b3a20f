import type { Choice } from "./preference.ts";

/** What a cell says of two answers. */
export type CellChoice =
  | { readonly type: "empty" }
  | { readonly type: "choice"; readonly choice: Choice; readonly much?: true }
  | { readonly type: "wrong"; readonly message: string };

/** The words that the guide names, the keys of the pages, and what people write besides. */
const WORDS: Readonly<Record<Choice, readonly string[]>> = {
  left: ["left", "l", "a", "1", "first", "<", "<<", "links", "gauche", "izquierda"],
  right: ["right", "r", "b", "2", "second", ">", ">>", "rechts", "droite", "derecha"],
  "both-good": ["both good", "good", "equally good", "3"],
  "both-bad": ["both bad", "bad", "equally bad", "neither", "none", "4"],
  tie: ["tie", "t", "equal", "equally", "same", "both", "draw", "even", "0", "=", "=="],
};

/** Reads which answer somebody prefers, as people and spreadsheets write it: `left`, `A`, `1.0`, `Both-Good`, `much left`. */
export function readChoiceCell(cell: string): CellChoice {
  const text = cell.normalize("NFKC").trim().replace(/^'/, "").trim();
  if (/^[-–—]?$/.test(text) || /^(n\/?a|null)$/i.test(text)) return { type: "empty" };
  const words = text
    .toLowerCase()
    .replace(/^0*(\d)(?:[.,]0*)?$/, "$1")
    .replaceAll(/[-_\s]+/g, " ")
    .replaceAll(/[.!]+$/g, "");
  const plain = words
    .replaceAll(/\b(much|far|clearly|answer|is|are|better|the)\b/g, "")
    .replaceAll(/ +/g, " ")
    .trim();
  const isMuch = /\b(much|far|clearly)\b/.test(words) || words === "<<" || words === ">>";
  const [choice] = Object.entries(WORDS).find(([, known]) => known.includes(plain)) ?? [];
  if (!isChoice(choice))
    return {
      type: "wrong",
      message: `must be left, right, both good, both bad or tie, or empty, not ${JSON.stringify(cell)}`,
    };
  return { type: "choice", choice, ...(isMuch && (choice === "left" || choice === "right") && { much: true }) };
}

function isChoice(word: string | undefined): word is Choice {
  return word !== undefined && Object.hasOwn(WORDS, word);
}
