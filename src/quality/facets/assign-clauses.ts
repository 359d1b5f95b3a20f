import type { Mention } from "./find-mentions.ts";

/** What one clause says of whom: owners, days and things that belong together. */
export interface Clause {
  readonly owners: readonly Mention[];
  readonly dates: readonly Mention[];
  readonly others: readonly Mention[];
}

/** Whether two phrases are said by one facet, so that one clause may hold both. */
export type IsOneFact = (a: string, b: string) => boolean;

/**
 * Parts the mentions of a passage into clauses: "Helen does the survey by Friday and Clara the notes" is one of Helen
 * and one of Clara.
 *
 * A new clause begins where an owner or a day comes again, or another task after the day of one; it begins at the last
 * "and", comma or the like before that. A clause without an owner has the one before it, or else the one behind it. A
 * day that opens the passage, or closes it as the only one, holds for every clause that has none.
 */
export function assignClauses(
  mentions: readonly Mention[],
  tokens: readonly string[],
  isOneFact: IsOneFact,
): readonly Clause[] {
  const parts: Mention[][] = [];
  let open: Mention[] = [];
  for (const mention of mentions) {
    const clash = findClash(open, mention, tokens, isOneFact);
    if (clash < 0) {
      open.push(mention);
      continue;
    }
    const at = cutAt(open, mention, clash, tokens);
    parts.push(open.slice(0, at));
    open = [...open.slice(at), mention];
  }
  parts.push(open);
  const filled = parts.filter((part) => part.length > 0);
  return respectively(filled, tokens) ?? filled.map((part, index) => fillClause(part, index, filled, tokens));
}

const BREAKS = new Set([",", ";", ":", ".", "|", "(", "and", "while", "but", "whereas", "?", "!", "plus", "then"]);
/** Marks that part tasks wherever they stand: "gutters (Thursday); boiler (Friday)". */
const STRONG_BREAKS = new Set([";", ".", "|", "?", "!"]);
const ROW = new Set([",", "and", "or", "the", "a", "both", "/", "(", ")", "-", "as", "well", "on", "by", "their", "&"]);

/** The last mention of the open clause that cannot stand beside the new one; -1 when all can. */
function findClash(open: readonly Mention[], next: Mention, tokens: readonly string[], isOneFact: IsOneFact): number {
  const last = open.findLast(({ kind }) => kind === next.kind);
  const isRow = last !== undefined && (isAdjacent(last, next, tokens) || isRange(last, next, tokens));
  if (isRow && next.kind !== "other") return -1;
  return open.findLastIndex((mention) => {
    if (mention.kind !== next.kind || mention.key === next.key) return false;
    if (next.kind !== "other") return true;
    if (isOneFact(mention.key, next.key) || isRow) return false;
    const startsWithTask = open[0]?.kind === "other" && open.some(({ kind }) => kind === "owner");
    return startsWithTask || open.some(({ kind, start }) => kind === "date" && start > mention.start);
  });
}

function isAdjacent(a: Mention, b: Mention, tokens: readonly string[]): boolean {
  return tokens.slice(a.end, b.start).every((token) => ROW.has(token) || /^\d+$/.test(token));
}

/** "2 May to 9 July": both days are said of the same. */
function isRange(a: Mention, b: Mention, tokens: readonly string[]): boolean {
  return b.kind === "date" && /^(?:to|until|till)$/.test(tokens.slice(a.end, b.start).join(" "));
}

/** Where in the open clause the new one begins: at the last break behind what clashes. */
function cutAt(open: readonly Mention[], next: Mention, clash: number, tokens: readonly string[]): number {
  const all = [...open, next];
  const breaksAt = (marks: ReadonlySet<string>) => (_: Mention, at: number) =>
    at > clash && tokens.slice(all[at - 1]?.end, all[at]?.start).some((token) => marks.has(token));
  for (const marks of [STRONG_BREAKS, BREAKS]) {
    const at = all.findLastIndex(breaksAt(marks));
    if (at > 0) return at;
  }
  // Without a mark between them, clauses are built alike: each begins with what the first begins with.
  const first = open[0];
  const alike = open.findLastIndex(({ kind }, index) => index > clash && kind === first?.kind);
  return first?.kind !== next.kind && alike > 0 ? alike : open.length;
}

function fillClause(
  part: readonly Mention[],
  index: number,
  parts: readonly (readonly Mention[])[],
  tokens: readonly string[],
): Clause {
  const own = (kind: Mention["kind"], of = part) => of.filter((mention) => mention.kind === kind);
  const withOwner = (list: readonly (readonly Mention[])[]) => list.find((one) => own("owner", one).length > 0) ?? [];
  const before = withOwner(parts.slice(0, index).toReversed());
  const owners = [part, before, withOwner(parts.slice(index))]
    .map((one) => own("owner", one))
    .find(({ length }) => length > 0);
  const dates = own("date");
  return {
    owners: owners ?? [],
    dates: dates.length > 0 ? dates : sharedDates(parts, tokens),
    others: own("other"),
  };
}

/** A day that opens the passage, or is its only one and closes it. */
function sharedDates(parts: readonly (readonly Mention[])[], tokens: readonly string[]): readonly Mention[] {
  const all = parts.flat();
  const days = all.filter(({ kind }) => kind === "date");
  const first = all[0];
  if (first?.kind === "date") return [first];
  const last = all.at(-1);
  const isSentence = !tokens.slice(first?.start, last?.start).some((token) => token === "." || token === "|");
  return isSentence && last?.kind === "date" && days.every(({ key }) => key === last.key) ? [last] : [];
}

/** "Helen and Clara do the survey and the notes respectively": the first of one row with the first of the other. */
function respectively(
  parts: readonly (readonly Mention[])[],
  tokens: readonly string[],
): readonly Clause[] | undefined {
  if (!tokens.includes("respectively")) return undefined;
  const all = parts.flat();
  const rows = (["owner", "date", "other"] as const).map((kind) => all.filter((mention) => mention.kind === kind));
  const [owners = [], dates = [], others = []] = rows;
  if (owners.length < 2 || others.length !== owners.length) return undefined;
  return owners.map((owner, index) => ({
    owners: [owner],
    dates: dates.length === owners.length ? dates.slice(index, index + 1) : dates,
    others: others.slice(index, index + 1),
  }));
}
