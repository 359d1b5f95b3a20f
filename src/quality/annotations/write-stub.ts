import type { Rubric } from "../rubric/rubric.ts";
import { SCORES } from "../rubric/rubric.ts";

/** An answer as those see it who score it: nothing tells which model gave it. */
export interface BlindItem {
  readonly item: string;
  /** Everything that was asked, instructions included. */
  readonly prompt: string;
  readonly reference?: string | undefined;
  readonly answer: string;
}

/** The columns of a stub from the left. */
export function stubColumns(rubric: Rubric): readonly string[] {
  const reference = rubric.criteria.some(({ needs }) => needs === "reference") ? ["reference"] : [];
  return ["item", "prompt", ...reference, "answer", ...rubric.criteria.map(({ id }) => id), "note"];
}

/** A row of a stub: what is to be read, and `undefined` where something is to be filled in. */
export function stubRow(item: BlindItem, rubric: Rubric): readonly (string | undefined)[] {
  const known: Readonly<Record<string, string | undefined>> = { ...item };
  return stubColumns(rubric).map((column) => known[column]);
}

/** The page that people read before they score: how to, and the anchors of every criterion. */
export function toScoringGuide(rubric: Rubric): string {
  const criteria = rubric.criteria.map(({ id, name, asks, anchors, needs }) =>
    [
      `## ${name} (column \`${id}\`)`,
      "",
      asks,
      ...(needs === "context" ? ["Leave it empty where the prompt brings no material along."] : []),
      ...(needs === "reference" ? ["Leave it empty where there is no reference answer."] : []),
      "",
      ...SCORES.map((score) => `- **${score}**: ${anchors[score]}`),
    ].join("\n"),
  );
  return `# How to score these answers

Each row is one answer to one prompt, in random order; which model gave it is not told. Give each criterion a whole number from
1 to 5 by the anchors below. Leave a cell empty where you cannot tell. The last column is for a note. Change nothing else, and
you may stop at any time: a partly filled file counts as far as it goes.

${criteria.join("\n\n")}
`;
}
