/**
 * Finds the owner who stands in the place of a facet's own in a sentence that holds all its phrases: "Helen drafts the
 * notes and Clara the survey" names every fact of [Helen, survey] and [Clara, notes] and gives both to the wrong person.
 *
 * The first phrase of a list is its owner. Where a sentence opens with an owner, what follows belongs to the owner
 * before it; where it closes with one, to the owner behind it; else to either. Owners in a row share what is theirs
 * ("Helen and Clara draft the notes and the survey"), and a phrase that other lists have too, such as a common date,
 * may stand anywhere. All texts normalised; absent when nothing is mixed up.
 */
export function findCrossing(
  words: string,
  phrases: readonly string[],
  others: readonly (readonly string[])[],
): string | undefined {
  const owner = phrases[0] ?? "";
  const owners = new Set([owner, ...others.map(([other = ""]) => other)]);
  const mentions = listMentions(words, new Set([...phrases, ...others.flat()]));
  if (!mentions.some((phrase) => owners.has(phrase) && phrase !== owner)) return undefined;

  const opensWithOwner = owners.has(mentions[0] ?? "");
  const closesWithOwner = owners.has(mentions.at(-1) ?? "");
  const before = opensWithOwner || !closesWithOwner;
  const behind = closesWithOwner || !opensWithOwner;
  for (const phrase of phrases) {
    if (owners.has(phrase) || others.some((other) => other[0] !== owner && other.includes(phrase))) continue;
    const inCharge = mentions.flatMap((mention, index) =>
      mention === phrase
        ? [
            [
              ...(before ? nearestOwners(mentions.slice(0, index).reverse(), owners) : []),
              ...(behind ? nearestOwners(mentions.slice(index + 1), owners) : []),
            ],
          ]
        : [],
    );
    if (inCharge.length > 0 && !inCharge.some((names) => names.includes(owner))) return inCharge[0]?.[0];
  }
  return undefined;
}

/** The phrases that a sentence mentions, in its order; of overlapping ones the first, then the longest. */
function listMentions(words: string, phrases: ReadonlySet<string>): readonly string[] {
  const padded = ` ${words} `;
  const places = [...phrases].flatMap((phrase) => {
    const starts: number[] = [];
    for (let at = padded.indexOf(` ${phrase} `); at >= 0; at = padded.indexOf(` ${phrase} `, at + 1)) starts.push(at);
    return starts.map((start) => ({ phrase, start, end: start + phrase.length }));
  });
  places.sort((a, b) => a.start - b.start || b.end - a.end);
  let end = -1;
  return places
    .filter((place) => {
      if (place.start < end) return false;
      end = place.end;
      return true;
    })
    .map(({ phrase }) => phrase);
}

/** The nearest owner, and those who stand in a row with it. */
function nearestOwners(mentions: readonly string[], owners: ReadonlySet<string>): readonly string[] {
  const first = mentions.findIndex((mention) => owners.has(mention));
  if (first < 0) return [];
  const last = mentions.findIndex((mention, index) => index > first && !owners.has(mention));
  return mentions.slice(first, last < 0 ? undefined : last);
}
