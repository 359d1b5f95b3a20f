import type { Criterion, Score } from "../rubric/rubric.ts";
import { findObjects } from "./find-objects.ts";
import { agreeOn, explainSilence, type RawReply, type Reading } from "./judge-reply.ts";
import { readScore, SCORE_SOURCE, toAsciiDigits } from "./read-score.ts";

/** Scores by the ids of the criteria. */
export type Scores = Readonly<Record<string, Score>>;

export type JudgedCriterion = Pick<Criterion, "id" | "name">;

/** Words that name the score where there is one criterion only. */
const SCORE_WORDS = ["score", "rating", "grade", "note", "punkte", "bewertung", "puntuación", "punteggio"];

/**
 * Reads a score for each criterion out of a reply: the JSON that was asked for, in fences or amid prose, or lines that name
 * criterion and score. Of a reply that was cut off only whole JSON counts, since what follows might have taken it back.
 */
export function readScores(reply: RawReply, criteria: readonly JudgedCriterion[]): Reading<Scores> {
  const text = toAsciiDigits(reply.text);
  const whole = findObjects(text).flatMap((object) => readObject(object, criteria) ?? []);
  const found = agreeOn(whole) ?? (reply.finishReason === "length" ? undefined : readProse(text, criteria));
  return found ?? { type: "unreadable", because: explainSilence(reply) };
}

function readObject(
  object: Readonly<Record<string, unknown>>,
  criteria: readonly JudgedCriterion[],
): Reading<Scores> | undefined {
  const { reasons, scores } = object;
  const holder = isRecord(scores) ? scores : object;
  const members = new Map(Object.entries(holder).map(([key, value]) => [toKey(key), value]));
  const only = criteria.length === 1 ? members.get("score") : undefined;
  const found = criteria.map(({ id, name }) => {
    const written = members.get(toKey(id)) ?? members.get(toKey(name)) ?? only;
    return [id, readScore(isRecord(written) ? written.score : written)] as const;
  });
  const joined = join(found);
  if (joined?.type !== "read" || typeof reasons !== "string") return joined;
  return { ...joined, reasons };
}

function toKey(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[-_ ]+/g, "-");
}

function readProse(text: string, criteria: readonly JudgedCriterion[]): Reading<Scores> | undefined {
  const [only, ...others] = criteria;
  const isOnly = only !== undefined && others.length === 0;
  const bare = isOnly ? readScore(text.trim().replace(/[.!]$/, "")) : undefined;
  if (isOnly && bare !== undefined) return join([[only.id, bare]]);
  const namesOf = ({ id, name }: JudgedCriterion) => [id, name, ...(isOnly ? SCORE_WORDS : [])];
  return join(criteria.map((criterion) => [criterion.id, readNamed(text, namesOf(criterion))] as const));
}

/** The score that follows a name on its line, such as `**Coherence** (1-5): 4/5`; all that are found must be the same. */
function readNamed(text: string, names: readonly string[]): Reading<Score> | undefined {
  const name = names.map((one) => RegExp.escape(one).replaceAll(/\\x2d|\\x20|_/g, "[-_ ]")).join("|");
  const pattern = new RegExp(
    `(?<![\\p{L}])(?:${name})(?![\\p{L}])["'*_\`]{0,3}(?:\\s*\\(1\\s*[-–]\\s*5\\))?(?:\\s*(?:score|rating))?["'*_\`]{0,3}(?:\\s*(?:is|[:=|–—(]|-(?=\\s)|\\s)\\s*["'*_\`(]{0,3}){1,3}(?<score>${SCORE_SOURCE})`,
    "giu",
  );
  return agreeOn([...text.matchAll(pattern)].flatMap(({ groups }) => readScore(groups?.score) ?? []));
}

/** All scores together; undefined where there is none at all. */
function join(found: readonly (readonly [string, Reading<Score> | undefined])[]): Reading<Scores> | undefined {
  if (found.every(([, reading]) => reading === undefined)) return undefined;
  const values: Record<string, Score> = {};
  for (const [id, reading] of found) {
    if (reading === undefined) return { type: "unreadable", because: "incomplete" };
    if (reading.type === "unreadable") return reading;
    values[id] = reading.value;
  }
  return { type: "read", value: values };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
