/** Splits a command into words as shells do, with simple and double quotes, and nothing else that shells know. */
export function splitCommand(text: string): string[] {
  const words = text.matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g);
  return [...words].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
}

/** The POSIX form of a line of PowerShell, as far as a document's lines need it. */
export function fromPowerShell(line: string): string {
  const [, name, value] = /^\$env:(\w+) = "(.*)"$/.exec(line) ?? [];
  if (name !== undefined) return `export ${name}=${/\s/.test(value ?? "") ? `"${value}"` : value}`;
  return line.replace(/^Remove-Item Env:(\w+)$/, "unset $1");
}
