import type { AcceptableRule } from "../../core/acceptable-rule.ts";
import type { Prompt } from "../../core/prompt.ts";

/**
 * What is acceptable when nobody says: all facets and all checks of the prompts. Absent where they have neither.
 *
 * Whoever writes a facet says that a good answer must state it; any lower share would be a number of ours.
 */
export function defaultAcceptable(prompts: readonly Prompt[]): AcceptableRule | undefined {
  const hasFacets = prompts.some(({ facets = [] }) => facets.length > 0);
  const hasChecks = prompts.some(({ checks = [] }) => checks.length > 0);
  if (!hasFacets && !hasChecks) return undefined;
  return { ...(hasFacets && { facets: 1 }), ...(hasChecks && { checks: 1 }), setBy: "assay" };
}

/** A rule as it is typed: `facets=all,coherence>=4`. */
export function wordAcceptable({ facets, checks, rubric = {} }: AcceptableRule): string {
  const share = (name: string, least: number | undefined) =>
    least === undefined ? [] : [least === 1 ? `${name}=all` : `${name}>=${least}`];
  const points = Object.entries(rubric).map(([criterion, least]) => `${criterion}>=${least}`);
  return [...share("facets", facets), ...share("checks", checks), ...points].join(",");
}
