/** Reads the fields of an object that this browser keeps, those only that `isKnown` accepts; empty where there is none. */
export function readStored<T>(key: string, isKnown: (name: string, value: unknown) => boolean): Partial<T> {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(`assay-${key}`) ?? "{}");
    if (typeof found !== "object" || found === null) return {};
    return Object.fromEntries(Object.entries(found).filter(([name, value]) => isKnown(name, value))) as Partial<T>;
  } catch {
    return {};
  }
}

/** Keeps a value in this browser; false where it has no room for it, or keeps nothing. */
export function store(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(`assay-${key}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
