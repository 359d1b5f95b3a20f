/** A line of a .env file. */
export interface EnvEntry {
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

/**
 * Parses a .env file: `NAME=value`, `export` in front, single or double quotes, comments, any line ends. The last of a name counts.
 *
 * A `#` begins a comment only at the start or behind a blank: Node's own `parseEnv` cuts at every `#`, hence also in
 * `http://host/v1#model`. Lines that are none of this are another program's, and left alone.
 */
export function parseEnvFile(text: string): ReadonlyMap<string, EnvEntry> {
  const entries = new Map<string, EnvEntry>();
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const [, name, written = ""] = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) entries.set(name, { value: toValue(written), line: index + 1 });
  }
  return entries;
}

function toValue(written: string): string {
  const quoted = /^(["'])(.*?)\1\s*(?:#.*)?$/.exec(written);
  return quoted?.[2] ?? written.replace(/(^|\s)#.*$/, "").trim();
}
