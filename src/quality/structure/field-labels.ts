/** What a label says of its value, as far as it matters to facets. */
export type FieldKind = "owner" | "due" | "other";

const OWNER =
  /^(?:(?:action )?owners?|assignees?|assigned(?: to)?|responsible(?: (?:person|party))?|responsibility|who|persons?|people|names?|leads?|by whom|in charge|team member|members?|attendees?|participants?)$/;
const DUE =
  /^(?:due|due (?:date|by|on|day)|deadlines?|dates?|by|by when|when|until|target(?: date)?|timeline|time ?frame|end date|completion(?: date)?|complete by|time|day)$/;
const OTHER =
  /^(?:(?:action )?items?|(?:action )?tasks?|(?:task )?(?:description|details|name|title)|to ?dos?|actions?(?: to take)?|what|work|subject|deliverables?|activity|responsibilities|status|priority|notes?|comments?|id|no|nr|number|decisions?)$/;

/** The kind of a label such as "Due date"; absent when it is not one that records are made of. */
export function readLabel(label: string): FieldKind | undefined {
  const words = label
    .toLowerCase()
    .replace(/[^a-z]+/g, " ")
    .trim();
  if (OWNER.test(words)) return "owner";
  if (DUE.test(words)) return "due";
  return OTHER.test(words) ? "other" : undefined;
}
