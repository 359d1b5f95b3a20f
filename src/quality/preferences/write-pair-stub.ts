import type { BlindItem } from "../annotations/write-stub.ts";

/** Two answers to one prompt in the order in which somebody sees them. */
export interface ShownPair {
  readonly left: BlindItem;
  readonly right: BlindItem;
}

/** The columns of a stub of pairs from the left. */
export const PAIR_COLUMNS = ["pair", "prompt", "reference", "left", "right", "choice", "note"] as const;

/** An id that says which answer stands left; nothing else has to be remembered to know it. */
function toPairId({ left, right }: { readonly left: string; readonly right: string }): string {
  return `${left}-${right}`;
}

/** The answers that an id names, with whatever dash a program made of it; undefined where it is none. */
export function readPairId(id: string): { readonly left: string; readonly right: string } | undefined {
  const [left, right, ...others] = id.replaceAll(/\s/g, "").split(/[-‐‑‒–—−]/);
  return left === undefined || right === undefined || others.length > 0 || left === right ? undefined : { left, right };
}

/** The heads of a stub, and below them its rows, undefined where something is to be filled in. */
export function pairStubTable(pairs: readonly ShownPair[]): {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | undefined)[])[];
} {
  const hasReference = pairs.some(({ left }) => left.reference !== undefined);
  const columns = PAIR_COLUMNS.filter((name) => name !== "reference" || hasReference);
  const rows = pairs.map(({ left, right }) => {
    const { prompt, reference } = left;
    const known: Readonly<Record<string, string | undefined>> = {
      pair: toPairId({ left: left.item, right: right.item }),
      prompt,
      reference,
      left: left.answer,
      right: right.answer,
    };
    return columns.map((column) => known[column]);
  });
  return { columns, rows };
}

/** The page that people read before they compare. */
export const PAIR_GUIDE = `# How to compare these answers

Each row is two answers to one prompt; which models gave them is not told. In the column \`choice\`, write which one you would
rather have, all things considered:

- **left** or **right**: that one is better. \`much left\`, \`much right\`: by far
- **both good**: both would do, and neither is better
- **both bad**: neither would do

Leave the cell empty where you cannot tell. The last column is for a note. Do not let the length or the side decide. Change
nothing else, and you may stop at any time: a partly filled file counts as far as it goes.
`;
