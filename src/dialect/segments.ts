/** A tag, a run of blanks, or the text between. A tag that is cut counts as one. */
const segment = /\]<\][^<>[\]]*\[>\[|<[^<>]*>|<[^<>]*$|\[[A-Z_/]{3,}\]|\s+|[^<[\]\s]+|./gsu;

/** Cuts text at its tags and blanks, so that two texts are compared by whole marks and not by letters. */
export function toSegments(text: string): readonly string[] {
  return text.match(segment) ?? [];
}

/** The longest beginning that two texts share, in whole marks. */
export function sharedBeginning(one: string, other: string): string {
  const [a, b] = [toSegments(one), toSegments(other)];
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return a.slice(0, count).join("");
}

/** The longest end that two texts share, in whole marks. */
export function sharedEnd(one: string, other: string): string {
  const [a, b] = [toSegments(one), toSegments(other)];
  let count = 0;
  while (count < a.length && count < b.length && a.at(-1 - count) === b.at(-1 - count)) count++;
  return count === 0 ? "" : a.slice(-count).join("");
}
