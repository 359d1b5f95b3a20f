import type { Mention } from "./find-mentions.ts";

const DELEGATE =
  /^(?:tells?|told|asks?|asked|reminds?|reminded|instructs?|instructed|requests?|requested|wants?|wanted|expects?|expected|orders?|ordered|gets?|got|requires?|required|nominate[sd]?|appoint(?:s|ed)?|tasked|persuade[sd]?|lets?|has|had|make[s]?|made|urge[sd]?)$/;
const HAND_OVER =
  /^(?:assign(?:s|ed)?|delegate[sd]?|hand(?:s|ed)?|pass(?:es|ed)?|gives?|gave|transfer(?:s|red)?|reassign(?:s|ed)?|giving|handing|passing|delegating)$/;
const AUXILIARY = new Set(["will", "has", "had", "also", "then", "should", "must", "to", "already", "is", "have"]);
const OBJECT_BEFORE = new Set(["to", "with", "for", "from", "about", "than"]);
const GIVEN = new Set([
  "assigned",
  "delegated",
  "given",
  "handed",
  "passed",
  "belongs",
  "falls",
  "reassigned",
  "goes",
  "moved",
  "transferred",
  "lies",
  "rests",
  "stays",
  "is",
  "are",
  "assignee",
  "task",
  "tasks",
  "action",
  "actions",
  "items",
  "item",
  "up",
]);
const SUBJECT_BEFORE = new Set(
  ", ; : . | ( ) - and while but whereas then that so also or by meanwhile because since as if when after before plus owner".split(
    " ",
  ),
);
const TITLES = new Set(["mr", "mrs", "ms", "dr", "prof"]);
const VERB_AFTER = new Set("will is has to should must shall needs agreed takes owns was can".split(" "));

/**
 * Keeps those owners who do something themselves. Who is told to, sent to or worked with is none while somebody else is
 * named; who passes a task on ("told Nadia to", "assigned it to Clara") is none at all.
 */
export function keepOwners(mentions: readonly Mention[], tokens: readonly string[]): readonly Mention[] {
  const kept = mentions.filter((mention) => mention.kind !== "owner" || !passesOn(mention, mentions, tokens));
  const isObject = (mention: Mention) => mention.kind === "owner" && isObjectHere(mention, mentions, tokens);
  const subjects = kept.filter(
    (mention) => mention.kind === "owner" && !isObject(mention) && !OBJECT_BEFORE.has(tokens[mention.start - 1] ?? ""),
  );
  return subjects.length === 0 ? kept : kept.filter((mention) => !isObject(mention));
}

function isObjectHere({ start, end }: Mention, mentions: readonly Mention[], tokens: readonly string[]): boolean {
  const before = tokens[TITLES.has(tokens[start - 1] ?? "") ? start - 2 : start - 1];
  if (before === undefined || SUBJECT_BEFORE.has(before)) return false;
  if (VERB_AFTER.has(tokens[end] ?? "") || tokens[end] === ":") return false;
  if (mentions.some((mention) => mention.end === start)) return false;
  if (OBJECT_BEFORE.has(before)) return !tokens.slice(Math.max(0, start - 6), start).some((token) => GIVEN.has(token));
  return !["the", "a", "both"].includes(before) && start > 0;
}

function passesOn({ end }: Mention, mentions: readonly Mention[], tokens: readonly string[]): boolean {
  let at = end;
  while (AUXILIARY.has(tokens[at] ?? "")) {
    // "has Clara prepare" is an order, "has to prepare" and "has prepared" are not.
    if (/^ha[sd]$/.test(tokens[at] ?? "") && mentions.some(({ kind, start }) => kind === "owner" && start === at + 1))
      return true;
    at++;
  }
  const verb = tokens[at] ?? "";
  const isPassive =
    tokens.slice(end, at).some((token) => token === "is" || token === "has" || token === "have") &&
    tokens[at + 1] === "to";
  if (isPassive) return false;
  if (DELEGATE.test(verb)) {
    const to = tokens.indexOf("to", at);
    const between = to < 0 ? [] : tokens.slice(at + 1, to);
    const isShort =
      between.length > 0 && between.length <= 4 && !between.some((token) => [",", ".", ";", "|"].includes(token));
    return isShort && !mentions.some(({ kind, start }) => kind !== "owner" && start > at && start < to);
  }
  if (!HAND_OVER.test(verb) || tokens.slice(end, at).includes("is")) return false;
  const to = tokens.indexOf("to", at + 1);
  return to > 0 && !tokens.slice(at, to).some((token) => [".", ";", "|"].includes(token));
}
