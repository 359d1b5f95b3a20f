import type { CheckOf, CheckType } from "../../core/check.ts";
import type { CheckDefinition } from "./definition/check-definition.ts";
import { answered } from "./kinds/answered.ts";
import { code } from "./kinds/code.ts";
import { forbidden } from "./kinds/forbidden.ts";
import { headings } from "./kinds/headings.ts";
import { json } from "./kinds/json.ts";
import { language } from "./kinds/language.ts";
import { length } from "./kinds/length.ts";
import { list } from "./kinds/list.ts";
import { overlap } from "./kinds/overlap.ts";
import { paragraphs } from "./kinds/paragraphs.ts";
import { pattern } from "./kinds/pattern.ts";
import { required } from "./kinds/required.ts";
import { support } from "./kinds/support.ts";
import { table } from "./kinds/table.ts";

/** Every kind of check. */
export const CHECKS: { readonly [Type in CheckType]: CheckDefinition<Type> } = {
  json,
  length,
  language,
  list,
  headings,
  paragraphs,
  table,
  code,
  pattern,
  required,
  forbidden,
  answered,
  overlap,
  support,
};

/** The definition of a check's own type. */
export function definitionOf<Type extends CheckType>(check: CheckOf<Type>): CheckDefinition<Type> {
  return CHECKS[check.type as Type];
}
