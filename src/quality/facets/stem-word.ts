import { stem } from "porter2";

/**
 * One form for a word's inflections and for verbs that say the same of a decision: "chose" and "selected" become
 * "choos". English; words with other letters, and numbers, stay as they are.
 */
export function stemWord(word: string): string {
  const known = STEMS.get(word);
  if (known !== undefined) return known;
  const found = /^[a-z]{3,}$/.test(word) ? stem(word) : word;
  const stemmed = ALIKE.get(found) ?? found;
  // Answers repeat their words; a bound keeps a long run from growing without end.
  if (STEMS.size > MOST_STEMS) STEMS.clear();
  STEMS.set(word, stemmed);
  return stemmed;
}

const MOST_STEMS = 20_000;

const IRREGULAR = `choose chose chosen|keep kept|send sent|write wrote written|make made|bring brought|buy bought
  |begin began begun|hold held|find found|give gave given|get got gotten|go went gone|take took taken|pay paid
  |sell sold|tell told|meet met|run ran|build built|lead led|lose lost|speak spoke spoken|spend spent|rise rose risen
  |see saw seen|do did done|draw drew drawn|freeze froze frozen|show shown|rewrite rewrote rewritten|think thought
  |stop stopped|become became|know knew known|teach taught|catch caught|fall fell fallen|drive drove driven`;

const SYNONYMS = `keep maintain retain stay remain|raise increase|cut reduce lower decrease trim|delay postpone defer
  |choose select pick|switch change migrate|hire recruit|buy purchase|fix repair correct|begin start`;

/** Stem to the stem that stands for its whole group. */
const ALIKE = new Map<string, string>();
for (const group of [...groups(IRREGULAR), ...groups(SYNONYMS)]) {
  const first = stem(group[0] ?? "");
  for (const word of group.slice(1)) ALIKE.set(stem(word), ALIKE.get(first) ?? first);
}

const STEMS = new Map<string, string>();

function groups(text: string): readonly (readonly string[])[] {
  return text.split("|").map((group) => group.trim().split(/\s+/));
}
