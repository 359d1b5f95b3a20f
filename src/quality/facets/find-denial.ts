import type { Span } from "./date-mentions.ts";
import type { Mention } from "./find-mentions.ts";
import { clauseStart } from "./set-aside.ts";

/** Why words that stand together do not say what the facet says. */
export type Denial = "negated" | "open" | "other-time";

const NEGATORS = new Set(
  "not never cannot no without nobody neither nor decline declined declines refuse refused refuses reject rejected rejects against cancel cancelled canceled cancels unable fail failed fails failing avoid avoided abandoned drop dropped drops dropping unlikely except forgot excused".split(
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
/** "It is not true that Helen ... and that Clara ..." denies all that follows in its sentence. */
const UNTRUE = /\b(?:it|this) (?:is|was) (?:false|untrue|incorrect|not (?:true|correct|the case)) that\b/;
/** "has to decide", "to be confirmed". */
const STILL_OPEN =
  /\b(?:has|have|needs?|must)(?: to)? (?:make a decision|decide|agree)\b|\bto be (?:decided|confirmed|agreed|determined)\b|\bstill (?:open|undecided|unclear)\b/;

const BREAKS = new Set([";", ".", "|", "but", "and", "while", "whereas", ",", "however", "instead", ")"]);

/** How heads such as "Rejected" or "Open questions" take back what stands below them; absent when none does. */
export function findHeadDenial(heads: readonly string[]): Denial | undefined {
  if (heads.some((head) => HEAD_NEGATES.test(head))) return "negated";
  return heads.some((head) => HEAD_OPENS.test(head)) ? "open" : undefined;
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
  if (UNTRUE.test(tokens.slice(0, start).join(" "))) return "negated";
  for (let at = clauseStart(tokens, start); at < clauseEnd(tokens, end); at++) {
    const token = tokens[at] ?? "";
    const hedges = isHedge(tokens, at);
    if ((!hedges && !NEGATORS.has(token)) || held.some((span) => isOfPhrase(token, at, span))) continue;
    if (isHarmless(tokens, at, held) || isAboutOther(tokens, at, held, all)) continue;
    if (reaches(tokens, at, held, end)) return hedges ? "open" : "negated";
  }
  return undefined;
}

/** Whether a whole clause denies something or leaves it open, wherever the negation stands. */
export function findPolarity(tokens: readonly string[]): Denial | undefined {
  const words = tokens.join(" ");
  if (/\?$/.test(words) || STILL_OPEN.test(words)) return "open";
  if (tokens.some((_, at) => isHedge(tokens, at))) return "open";
  const isNegator = (token: string, at: number) =>
    token === "nothing" ||
    token === "none" ||
    (NEGATORS.has(token) &&
      (token === "no" ? !NO_ROW.test(tokens[at + 1] ?? "") : token === "without" || !isHarmless(tokens, at, [])));
  return tokens.some(isNegator) || /\binstead of\b/.test(words) ? "negated" : undefined;
}

/** Whether a word, or the words that begin with it, leave things open. */
function isHedge(tokens: readonly string[], at: number): boolean {
  return HEDGES.has(tokens[at] ?? "") || NOT_SETTLED.test(tokens.slice(at, at + 4).join(" "));
}

/** Whether a negation is one that the phrase itself asks for, such as "not extend the contract". */
function isOfPhrase(token: string, at: number, { start, end, key }: Said): boolean {
  return at >= start && at < end && ` ${key} `.includes(` ${token} `);
}

function clauseEnd(tokens: readonly string[], at: number): number {
  let end = at;
  while (end < tokens.length && !BREAKS.has(tokens[end] ?? "")) end++;
  // "..., but this was rejected" takes it all back.
  const rest = tokens.slice(end, end + 5).join(" ");
  return /^(?:, )?(?:but|however,?) (?:it|this|that)\b/.test(rest) ? Math.min(tokens.length, end + 7) : end;
}

function isHarmless(tokens: readonly string[], at: number, held: readonly Said[]): boolean {
  const [next = "", second = ""] = tokens.slice(at + 1, at + 3);
  const token = tokens[at] ?? "";
  if (token === "not" && (next === "only" || next === "forget" || (next === "later" && second === "than"))) return true;
  if (token === "no") return next !== "longer" && !isOfNone(tokens, at, held);
  // What fails or drops has happened; only what one fails to do, or drops as a plan, has not.
  if (/^fail/.test(token)) return next !== "to" && !isIdea(tokens, at);
  if (/^drop/.test(token)) return !isIdea(tokens, at) && !/^(?:the|this|that|it|its|their|our|plans?)$/.test(next);
  return token === "without" && next !== "the";
}

/** "No drinks or snacks were ordered": none of the row was. Without a verb, as in "No phones in the cellar", it is a rule. */
function isOfNone(tokens: readonly string[], at: number, held: readonly Said[]): boolean {
  const end = clauseEnd(tokens, Math.max(...held.map((span) => span.end)));
  if (!tokens.slice(clauseStart(tokens, at), end).some((token) => IS_SAID.test(token))) return false;
  return held.some(({ start }) => {
    const between = tokens.slice(at + 1, start);
    const isRow = between.some((token) => token === "or" || token === "nor");
    return start > at && between.length <= (isRow ? MOST_IN_ROW : 1) && !between.some((token) => NO_ROW.test(token));
  });
}

const IS_SAID = /^(?:is|are|was|were|be|been|will|would|has|have|had|do|does|did)$/;
const MOST_IN_ROW = 7;
const NO_ROW = /^(?:[.;|:()]|but|and|more|less|later|earlier|fewer|sooner|extra|additional|further|other)$/;

/** Whether it is a plan that failed or was dropped. */
function isIdea(tokens: readonly string[], at: number): boolean {
  return tokens
    .slice(clauseStart(tokens, at), at)
    .some((token) => /^(?:ideas?|plans?|proposals?|suggestions?|motions?|attempts?|was|were|been|be)$/.test(token));
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
