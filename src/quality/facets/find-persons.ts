import { DAYS, MONTHS } from "../../lib/calendar-names.ts";

/**
 * Finds the names of people whom no facet knows, by where they stand: "Nadia will ...", "told Nadia to ...", "Nadia:".
 *
 * They matter where a task is given to somebody else. A word that only looks like a name does little harm.
 */
export function findPersons(text: string): readonly string[] {
  const found = [AS_SUBJECT, AS_LABEL, AS_OBJECT].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, name = ""]) => name),
  );
  return [...new Set(found)].filter((name) => !NO_NAME.test(name));
}

const NAME = String.raw`(\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)?)`;
const AS_SUBJECT = new RegExp(
  String.raw`(?:^|[.,;:(|*]\s*|\b(?:and|while|but|whereas|that)\s+)${NAME}(?=\s+(?:will|to(?!\s+(?:the|a|an|all|\p{Lu}))|should|must|shall|has to|needs to|is (?:to|responsible|going|asked|assigned)|agreed|takes?|owns?|prepares?|writes?|sends?|does)\b)`,
  "gu",
);
const AS_LABEL = new RegExp(String.raw`^[\s*_\-\d.]*${NAME}(?=[*_]*:)`, "gmu");
const AS_OBJECT = new RegExp(
  String.raw`\b(?:[Tt]old|[Tt]ells|[Aa]sked|[Aa]sks|[Rr]eminded|[Ii]nstructed|[Rr]equested|[Bb]y|[Aa]ssigned(?: it)? to|[Gg]iven to)\s+${NAME}`,
  "gu",
);
const NO_NAME = new RegExp(
  String.raw`^(?:The|This|That|These|It|He|She|They|We|I|You|Everyone|Everybody|All|Team|Meeting|Project|Action|Actions|Task|Tasks|Owner|Owners|Due|Date|Deadline|Decision|Decisions|Topic|Notes?|Summary|Items?|Status|Next|${[...DAYS, ...MONTHS].join("|")}|Present|Attendees|Risk|Note|Who|What|When|There|Also|Then|By|On|Action Items?|Due Date|Next Steps?|Responsible|Assignee|Name|Priority|Description|Write|Talk|Speak|Reply|Listen|Go|Get|Return|Switch|Move|Reach|Send|Call|Check|Need|Needs|Remember|Try|Make|Prepare)\b`,
);
