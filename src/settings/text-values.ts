/** Reads a number as people write it; NaN for everything else, hexadecimal, empty and `Infinity` included. */
export function parseNumber(text: string): number {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
}

/** Reads `1`, `true`, `yes`, `on` and their opposites; anything else stays as it is, to be refused. */
export function parseSwitch(text: string): boolean | string {
  if (/^(1|true|yes|on)$/i.test(text.trim())) return true;
  if (/^(0|false|no|off)$/i.test(text.trim())) return false;
  return text;
}

/** Splits at commas; blanks around the parts, empty parts and repetitions go. */
export function parseList(text: string): string[] {
  return [...new Set(text.split(",").map((part) => part.trim()))].filter((part) => part !== "");
}

/** Reads `2GB`, `500 MB`, `1.5GiB` or `42B`; GB is 10^9, GiB is 2^30. NaN for anything else, such as a number that may mean any unit. */
export function parseByteSize(text: string): number {
  const [, amount = "", prefix = "", binary] = /^\s*([\d.]+)\s*(?:([kmgt])(i?)b?|b)\s*$/i.exec(text) ?? [];
  const power = ["", "k", "m", "g", "t"].indexOf(prefix.toLowerCase());
  return Math.round(parseNumber(amount) * (binary ? 1024 : 1000) ** power);
}

/** Reads `1500ms`, `1.5s`, `2min`, `10m`, `3h` or a number of ms. NaN for anything else. */
export function parseDurationMs(text: string): number {
  const [, amount = "", unit = "ms"] = /^\s*([\d.]+)\s*(ms|s|m|min|h)?\s*$/i.exec(text) ?? [];
  return (
    parseNumber(amount) * ({ ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000 }[unit.toLowerCase()] ?? Number.NaN)
  );
}

/** Reads `0.8` or `80%`. NaN for anything else. */
export function parseShare(text: string): number {
  const [, percent] = /^\s*([\d.]+)\s*%\s*$/.exec(text) ?? [];
  return percent === undefined ? parseNumber(text) : parseNumber(percent) / 100;
}
