import type { AcceptableRule } from "../../core/acceptable-rule.ts";
import { AssayError } from "../../core/errors.ts";
import { nearNames } from "../../lib/near-names.ts";
import type { Rubric } from "../rubric/rubric.ts";

/**
 * Reads what makes an answer acceptable: conditions with commas between, all of which it must meet, such as
 * `facets>=0.8,checks=all,coherence>=4`.
 *
 * @throws AssayError `invalid-input` for a condition that is none, a criterion that the rubric does not have, a number off its
 *   scale, or one named twice
 */
export function parseAcceptable(text: string, { criteria }: Rubric): AcceptableRule {
  const ids = criteria.map(({ id }) => id);
  const rubric: Record<string, number> = {};
  const shares: { facets?: number; checks?: number } = {};
  for (const written of text.split(",")) {
    const [, name = "", , amount = ""] = /^\s*([^\s<>=]+)\s*(>=|=)\s*(\S+)\s*$/.exec(written) ?? [];
    if (name === "")
      throw refuse(`has conditions such as facets>=0.8, checks=all or coherence>=4, not ${quote(written)}`);
    if (rubric[name] !== undefined || name in shares)
      throw refuse(`names each condition once, not ${quote(name)} again`);
    if (name === "facets" || name === "checks") shares[name] = readShare(name, amount);
    else if (ids.includes(name)) rubric[name] = readPoints(name, amount);
    else {
      const [nearest] = nearNames(name, ["facets", "checks", ...ids]);
      throw refuse(
        `knows no condition ${quote(name)}`,
        nearest === undefined ? `There are facets, checks, ${ids.join(", ")}.` : `Did you mean ${nearest}?`,
      );
    }
  }
  return { ...shares, ...(Object.keys(rubric).length > 0 && { rubric }), setBy: "user" };
}

function readShare(name: string, amount: string): number {
  if (amount === "all") return 1;
  const value = amount.endsWith("%") ? Number(amount.slice(0, -1)) / 100 : Number(amount);
  if (Number.isFinite(value) && value > 0 && value <= 1) return value;
  throw refuse(`needs a share above 0 and up to 1 of ${name}, or all, not ${quote(amount)}`);
}

function readPoints(name: string, amount: string): number {
  const value = Number(amount);
  if (Number.isFinite(value) && value >= 1 && value <= 5) return value;
  throw refuse(`needs a score from 1 to 5 for ${name}, not ${quote(amount)}`);
}

function quote(text: string): string {
  return JSON.stringify(text.trim());
}

function refuse(
  what: string,
  hint = "All conditions must be met; an example is facets>=0.8,checks=all,coherence>=4.",
): AssayError {
  return new AssayError({ code: "invalid-input", message: `What is acceptable ${what}.`, hint });
}
