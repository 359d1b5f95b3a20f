import type { GbnfRules } from "../gbnf/gbnf-rules.ts";
import { anchorPattern } from "./anchor-pattern.ts";
import { boundPattern } from "./bound-pattern.ts";
import { parsePattern } from "./parse-pattern.ts";
import { isNullable, nonEmpty, type PatternNode } from "./pattern-node.ts";
import { type TextForm, toCharacters } from "./to-characters.ts";

export interface PatternRule {
  /** Body of a rule; the quotes around a JSON string are not part of it. */
  readonly body: string;
  /** False where some texts of the rule do not fit the expression. */
  readonly exact: boolean;
}

/**
 * Writes the grammar of a regular expression's texts.
 *
 * @param form whether the text stands in a JSON string, with its escapes, or as it is
 * @returns undefined where the expression is not JavaScript's, or its grammar would be too large to follow
 */
export function patternToGbnf(source: string, form: TextForm, rules: GbnfRules): PatternRule | undefined {
  const parsed = parsePattern(source);
  if (parsed === undefined) return undefined;
  const { node, exact } = anchorPattern(parsed, form);
  if (!boundPattern(node)) return undefined;
  return { body: toBody(node, form, rules), exact };
}

function toBody(node: PatternNode, form: TextForm, rules: GbnfRules): string {
  switch (node.type) {
    case "set":
      return toCharacters(node.ranges, form);
    case "sequence":
      return node.parts.length === 0 ? '""' : node.parts.map((part) => toBody(part, form, rules)).join(" ");
    case "choice":
      return `(${node.options.map((option) => toBody(option, form, rules)).join(" | ")})`;
    case "repeat":
      return toRepeated(node, form, rules);
    case "edge":
      return '""';
    default:
      return node satisfies never;
  }
}

function toRepeated(node: PatternNode & { type: "repeat" }, form: TextForm, rules: GbnfRules): string {
  const { most } = node;
  const nullable = isNullable(node.part);
  const part = most === undefined && nullable ? nonEmpty(node.part) : node.part;
  const least = nullable ? 0 : node.least;
  if (most === 0) return '""';
  const name = rules.add(toBody(part, form, rules));
  if (most === undefined) return least === 0 ? `${name}*` : `${name}{${least},}`;
  return `${name}{${least},${most}}`;
}
