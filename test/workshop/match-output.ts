import assert from "node:assert/strict";

/** Holds that an output has these lines, in this order; `...` in one of them stands for anything. */
export function matchOutput(output: string, expected: readonly string[]): void {
  const lines = output.split(/\r\n|\r|\n/).map((line) => line.replaceAll(/\s+/g, " ").trim());
  let from = 0;
  for (const wanted of expected) {
    const pattern = wanted.trim().replaceAll(/\s+/g, " ").split("...").map(escapePattern).join(".*");
    const found = lines.findIndex((line, index) => index >= from && new RegExp(`^${pattern}$`).test(line));
    assert.ok(found >= 0, `"${wanted}" is not in the output, or not behind the line before it:\n${output}`);
    from = found + 1;
  }
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
