import type { Disagreement } from "../../quality/judge/find-disagreements.ts";

/** Who said what of an answer, the criterion in which they are furthest apart first: `brevity: judge 5, people 2`. */
export function describeDisagreement({ scores, promptId, targets }: Disagreement): string {
  const sorted = scores.toSorted((a, b) => Math.abs(b.judge - b.people) - Math.abs(a.judge - a.people));
  const said = sorted.map(({ criterion, judge, people }) => `${criterion}: judge ${judge}, people ${shorten(people)}`);
  return `${said.join("; ")} (prompt ${promptId}, ${targets.join(", ")})`;
}

function shorten(mean: number): string {
  return String(Number(mean.toFixed(1)));
}
