import type { Span } from "./date-mentions.ts";

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
  if (words[2] === "from" && ["to", "until", "till"].includes(tokens[end] ?? ""))
    return tokens.slice(clauseStart(tokens, start), start).some((token) => MOVES.test(token));
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

/** "moved from Wednesday to Friday" gives up the Wednesday, "open from Wednesday to Friday" does not. */
const MOVES =
  /^(?:mov(?:e[sd]?|ing)|postpon(?:e[sd]?|ing)|delay(?:s|ed|ing)?|shift(?:s|ed|ing)?|push(?:es|ed|ing)?|put|chang(?:e[sd]?|ing)|(?:re)?schedul(?:e[sd]?|ing)|bring(?:s|ing)?|brought|slip(?:s|ped|ping)?|switch(?:es|ed|ing)?|defer(?:s|red|ring)?|extend(?:s|ed|ing)?|correct(?:s|ed|ing)?|revis(?:e[sd]?|ing)|went|gone|goes|back)$/;

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
export function isExcluded(tokens: readonly string[], { start, end }: Span): boolean {
  const before = tokens.slice(Math.max(0, start - 2), start).join(" ");
  if (/(?:^| )not$|instead of$|rather than$|other than$|except$|unlike$|not by$|not for$/.test(before)) return true;
  return isReplaced(tokens, { start, end });
}

/** Whether somebody else does what was this owner's: "taking over from Clara", "(Clara is ill)". */
function isReplaced(tokens: readonly string[], { start, end }: Span): boolean {
  const before = tokens.slice(clauseStart(tokens, start), start).join(" ");
  if (/\b(?:t[ao]k(?:e|es|ing|en)|took|hand(?:s|ed|ing)?) (?:\S+ ){0,5}?over (?:\S+ ){0,5}?from$/.test(before))
    return true;
  if (
    /\b(?:in place of|stand(?:s|ing)? in for|fill(?:s|ing)? in for|cover(?:s|ing)? for|replac(?:es|ing))$/.test(before)
  )
    return true;
  const isAside = /(?:\(|,|\b(?:because|since|as|while|when|whilst|if)) ?$/.test(before);
  return isAside && AWAY.test(tokens.slice(end, end + 5).join(" "));
}

const AWAY =
  /^(?:is|was|will be|being|has been) (?:still |also |now )?(?:ill|sick|unwell|away|absent|unavailable|off|on (?:leave|holiday|vacation|parental|maternity|paternity)|out of)\b/;

/** Where the clause begins that a token stands in. */
export function clauseStart(tokens: readonly string[], at: number): number {
  let start = at;
  while (start > 0 && ![".", ";", "|", "?", "!", "but"].includes(tokens[start - 1] ?? "")) start--;
  return start;
}
