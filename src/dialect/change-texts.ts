/** Changes texts, each in its place. */
export type TextChange = (texts: readonly string[]) => readonly string[];

/** The same value with other texts, at any depth and in the names of entries too. */
export function changeAllTexts<T>(value: T, change: TextChange): T {
  const texts: string[] = [];
  mapTexts(value, (text) => {
    texts.push(text);
    return text;
  });
  const changed = change(texts);
  let at = 0;
  return mapTexts(value, (text) => changed[at++] ?? text);
}

function mapTexts<T>(value: T, map: (text: string) => string): T;
function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === "string") return map(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, map));
  if (value instanceof Map) return new Map([...value].map(([key, one]) => [mapTexts(key, map), mapTexts(one, map)]));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [map(key), mapTexts(one, map)]));
}
