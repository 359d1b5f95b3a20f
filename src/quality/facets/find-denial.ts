import type { Span } from "./date-mentions.ts";
import type { Mention } from "./find-mentions.ts";

/** Why words that stand together do not say what the facet says. */
export type Denial = "negated" | "open" | "other-time";

const NEGATORS = new Set(
  "not never cannot no without nobody neither nor decline declined declines refuse refused refuses reject rejected rejects against cancel cancelled canceled cancels unable fail failed fails avoid avoided abandoned dropped unlikely except forgot excused".split(
    " ",
  ),
);
const HEDGES = new Set(
  "might maybe perhaps possibly whether unclear undecided unsure tbd considered considering consider proposed proposes proposal suggested suggests discussed debated wondered".split(
    " ",
  ),
);
/** A phrase and where it stands. */
type Said = Span & { readonly key: string };

/** Words in a head that take back what stands below it, or leave it open. */
const HEAD_NEGATES =
  /\b(?:rejected|declined|cancelled|canceled|dropped|out of scope|not (?:doing|to do|agreed|planned)|won't do)\b/i;
const HEAD_OPENS =
  /\b(?:not (?:yet )?(?:decided|settled)|undecided|open (?:questions?|points?|issues?|items?)|still open|unclear|unresolved|parked|proposals?|ideas|to be (?:decided|clarified))\b|^\W*open\W*$/i;

/** "not yet decided" leaves open what "not" alone would deny. */
const NOT_SETTLED =
  /^(?:not|no|nobody|never) (?:yet |been |one |has |have )*(?:decided|decision|settled|known|clear|agreed|answered?|confirmed|sure|certain|fixed|set|replied|reply|resolved|knows?)\b/;
/** "has to decide", "to be confirmed". */
const STILL_OPEN =
  /\b(?:has|have|needs?|must)(?: to)? (?:make a decision|decide|agree)\b|\bto be (?:decided|confirmed|agreed|determined)\b|\bstill (?:open|undecided|unclear)\b/;

const BREAKS = new Set([";", ".", "|", "but", "and", "while", "whereas", ",", "however", "instead", ")"]);

/** How heads such as "Rejected" or "Open questions" take back what stands below them; absent when none does. */
export function findHeadDenial(heads: readonly string[]): Denial | undefined {
  if (heads.some((head) => HEAD_NEGATES.test(head))) return "negated";
  return heads.some((head) => HEAD_OPENS.test(head)) ? "open" : undefined;
}

/** Whether a day is named as one that does not hold: "after Wednesday", "not Wednesday", "moved from Wednesday to". */
export function isOtherTime(tokens: readonly string[], { start, end }: Span): boolean {
  const before = skipBack(tokens, start);
  const [third = "", second = "", first = ""] = tokens.slice(Math.max(0, before - 3), before);
  const words = [tokens[before - 3] ?? "", tokens[before - 2] ?? "", tokens[before - 1] ?? ""];
  if (["after", "past", "since", "following"].includes(words[2] ?? "")) return true;
  if (words[2] === "than") {
    const isNegated = words[0] === "no" || words[0] === "not";
    return words[1] === "rather" || (words[1] === "later" && !isNegated);
  }
  if (words[2] === "of" && words[1] === "instead") return true;
  if (words[2] === "from" || words[2] === "between") return ["to", "until", "till"].includes(tokens[end] ?? "");
  return [first, second, third].some((word) => OUTDATED.has(word)) || isNegatedHere(tokens, before);
}

/** Whether a day is that of a meeting: "Meeting on March 3: ...", "Next meeting: Friday", "weekly, Friday". */
export function isMeetingDay(tokens: readonly string[], { start }: Span): boolean {
  const before = tokens
    .slice(Math.max(0, start - 7), start)
    .filter((token) => /^[a-z]/.test(token))
    .join(" ");
  return /\b(?:meetings?|meet|met|weekly)(?: again)?(?: is| was)?(?: scheduled| held| planned)?(?: on| for| date| day)?(?: the| next)?$/.test(
    before,
  );
}

const OUTDATED = new Set(["originally", "previously", "initially", "formerly", "last"]);

function isNegatedHere(tokens: readonly string[], before: number): boolean {
  const at = ["by", "on", "before", "until"].includes(tokens[before - 1] ?? "") ? before - 1 : before;
  return tokens[at - 1] === "not";
}

/** The place behind the last word that is no article. */
function skipBack(tokens: readonly string[], start: number): number {
  let at = start;
  while (["the", "this", "next", "coming"].includes(tokens[at - 1] ?? "")) at--;
  return at;
}

/** Whether an owner is named as the one who does not: "not Clara", "instead of Clara". */
export function isExcluded(tokens: readonly string[], { start }: Span): boolean {
  const before = tokens.slice(Math.max(0, start - 2), start).join(" ");
  return /(?:^| )not$|instead of$|rather than$|other than$|except$|unlike$|not by$|not for$/.test(before);
}

/**
 * Whether the clause that holds the given mentions denies them or leaves them open. A negation counts when it stands
 * before one of them, or behind the last, with no break between; one that is about something else does not ("no budget",
 * "not only", "no later than").
 */
export function findDenial(
  tokens: readonly string[],
  held: readonly Said[],
  all: readonly Mention[],
): Denial | undefined {
  const start = Math.min(...held.map((span) => span.start));
  const end = Math.max(...held.map((span) => span.end));
  if (tokens.slice(end).find((token) => [".", "?", "!", "|", ";"].includes(token)) === "?") return "open";
  if (STILL_OPEN.test(tokens.slice(clauseStart(tokens, start), clauseEnd(tokens, end)).join(" "))) return "open";
  for (let at = clauseStart(tokens, start); at < clauseEnd(tokens, end); at++) {
    const token = tokens[at] ?? "";
    const isHedge = HEDGES.has(token) || NOT_SETTLED.test(tokens.slice(at, at + 4).join(" "));
    if ((!isHedge && !NEGATORS.has(token)) || held.some((span) => isOfPhrase(token, at, span))) continue;
    if (isHarmless(tokens, at) || isAboutOther(tokens, at, held, all)) continue;
    if (reaches(tokens, at, held, end)) return isHedge ? "open" : "negated";
  }
  return undefined;
}

/** Whether a negation is one that the phrase itself asks for, such as "not extend the contract". */
function isOfPhrase(token: string, at: number, { start, end, key }: Said): boolean {
  return at >= start && at < end && ` ${key} `.includes(` ${token} `);
}

function clauseStart(tokens: readonly string[], at: number): number {
  let start = at;
  while (start > 0 && ![".", ";", "|", "?", "!", "but"].includes(tokens[start - 1] ?? "")) start--;
  return start;
}

function clauseEnd(tokens: readonly string[], at: number): number {
  let end = at;
  while (end < tokens.length && !BREAKS.has(tokens[end] ?? "")) end++;
  // "..., but this was rejected" takes it all back.
  const rest = tokens.slice(end, end + 5).join(" ");
  return /^(?:, )?(?:but|however,?) (?:it|this|that)\b/.test(rest) ? Math.min(tokens.length, end + 7) : end;
}

function isHarmless(tokens: readonly string[], at: number): boolean {
  const [next = "", second = ""] = tokens.slice(at + 1, at + 3);
  const token = tokens[at];
  if (token === "not" && (next === "only" || next === "forget" || (next === "later" && second === "than"))) return true;
  if (token === "no") return next !== "longer";
  return token === "without" && next !== "the";
}

/** "by Wednesday, not Friday": the negation is about a day, an owner or a task of another kind. */
function isAboutOther(tokens: readonly string[], at: number, held: readonly Span[], all: readonly Mention[]): boolean {
  const next = all.find((mention) => mention.start > at);
  if (next === undefined || next.start - at > 3) return false;
  return (
    !held.some((span) => span.start === next.start) &&
    tokens.slice(at + 1, next.start).every((token) => ["by", "on", "for", "to", "the", "before"].includes(token))
  );
}

function reaches(tokens: readonly string[], at: number, held: readonly Span[], end: number): boolean {
  const next = held
    .map((span) => span.start)
    .filter((start) => start > at)
    .sort((a, b) => a - b)[0];
  if (next === undefined)
    return !tokens.slice(end, at).some((token) => BREAKS.has(token) && token !== "but" && token !== ",");
  // In "Helen will not come, and prepares the survey" the break ends what is denied.
  const between = tokens.slice(at + 1, next);
  return (
    !between.some((token) => ["but", ";", ".", "|"].includes(token)) &&
    !/, and|and (?:will|prepares?)/.test(between.join(" "))
  );
}
