import { AssayError } from "../../core/errors.ts";
import { nearNames } from "../../lib/near-names.ts";
import type { Rubric } from "./rubric.ts";

/**
 * Takes some criteria of a rubric, in the rubric's order.
 *
 * @param ids with commas between
 * @throws AssayError `invalid-input` naming one that the rubric does not have
 */
export function selectCriteria(rubric: Rubric, ids: string): Rubric {
  const wanted = ids
    .split(",")
    .map((id) => id.trim().toLowerCase())
    .filter((id) => id !== "");
  const known = rubric.criteria.map(({ id }) => id);
  const unknown = wanted.find((id) => !known.includes(id));
  if (unknown !== undefined || wanted.length === 0) {
    const [near] = nearNames(unknown ?? "", known, 1);
    throw new AssayError({
      code: "invalid-input",
      message: `The rubric "${rubric.name}" has no criterion ${JSON.stringify(unknown ?? ids)}.`,
      hint: near === undefined ? `It has ${known.join(", ")}.` : `Did you mean ${near}?`,
    });
  }
  return { ...rubric, criteria: rubric.criteria.filter(({ id }) => wanted.includes(id)) };
}
