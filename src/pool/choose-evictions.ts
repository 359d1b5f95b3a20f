/** A loaded model as the choice sees it. */
export interface Evictable {
  readonly name: string;
  /** Memory that its end gives back. */
  readonly bytes: number;
  readonly lastUsedMs: number;
  /** Answers, or is about to. */
  readonly busy: boolean;
  /** Somebody wants it to stay. */
  readonly pinned: boolean;
}

/**
 * Chooses what to unload to win this many bytes and this many places: the least recently used first, and of those none
 * that the others make needless. Never what is busy or pinned. Absent when even all of it is not enough.
 */
export function chooseEvictions(
  loaded: readonly Evictable[],
  needed: { readonly bytes: number; readonly count?: number | undefined },
): readonly string[] | undefined {
  const isEnough = (models: readonly Evictable[]) =>
    models.reduce((sum, { bytes }) => sum + bytes, 0) >= needed.bytes && models.length >= (needed.count ?? 0);
  const oldestFirst = loaded.filter(isEvictable).sort((a, b) => a.lastUsedMs - b.lastUsedMs);
  let chosen: readonly Evictable[] = [];
  while (!isEnough(chosen)) {
    const next = oldestFirst[chosen.length];
    if (next === undefined) return undefined;
    chosen = [...chosen, next];
  }
  for (const model of chosen.toReversed()) {
    const others = chosen.filter((other) => other !== model);
    if (isEnough(others)) chosen = others;
  }
  return chosen.map(({ name }) => name);
}

export function isEvictable({ busy, pinned }: Pick<Evictable, "busy" | "pinned">): boolean {
  return !busy && !pinned;
}
