import { findTarget } from "../../bench/find-target.ts";
import { AssayError } from "../../core/errors.ts";
import type { TargetPlan } from "../../core/run.ts";
import { nearNames } from "../../lib/near-names.ts";
import type { Criterion, Rubric } from "../../quality/rubric/rubric.ts";
import { selectCriteria } from "../../quality/rubric/select-criteria.ts";

/**
 * The criteria that a judge is to score by: those named, else all but those that need material beside the prompt's own words, since
 * nothing tells whether a prompt brings any.
 *
 * @throws AssayError `invalid-input` for one that the rubric does not have
 */
export function chooseCriteria(rubric: Rubric, named: string | undefined): readonly Criterion[] {
  if (named !== undefined) return selectCriteria(rubric, named).criteria;
  const chosen = rubric.criteria.filter(({ needs }) => needs !== "context");
  // A rubric whose only criteria need material was written for prompts that bring it.
  return chosen.length === 0 ? rubric.criteria : chosen;
}

/** Two different targets of a run. @throws AssayError `invalid-input` */
export function requireTargets(named: readonly string[], targets: readonly TargetPlan[]): readonly [string, string] {
  const ids = targets.map(({ id }) => id);
  const [first, second, ...others] = named.map((name) => findTarget(targets, name)?.id ?? name);
  if (first === undefined || second === undefined || others.length > 0 || first === second)
    throw new AssayError({
      code: "invalid-input",
      message: `A comparison needs two different targets of the run, not ${named.join(",") || "none"}.`,
      hint: `Its targets are ${ids.join(", ")}.`,
    });
  const strange = [first, second].find((id) => !ids.includes(id));
  if (strange === undefined) return [first, second];
  const [nearest] = nearNames(strange, ids);
  throw new AssayError({
    code: "invalid-input",
    message: `The run has no target ${strange}.`,
    hint: nearest === undefined ? `There are ${ids.join(", ")}.` : `Did you mean ${nearest}?`,
  });
}
