import assert from "node:assert/strict";
import { test } from "node:test";
import { parseEnvFile } from "./parse-env-file.ts";

const cases: readonly (readonly [line: string, value: string | undefined])[] = [
  ["A=0   # Set to 1 for first-token latency", "0"],
  ["A=0\t# Set to 1", "0"],
  ["A=phi-4-mini,qwen2.5-0.5b", "phi-4-mini,qwen2.5-0.5b"],
  ["A=http://localhost:5273/v1#phi-4-mini  # a model", "http://localhost:5273/v1#phi-4-mini"],
  ['A="List 5 # benefits" # five', "List 5 # benefits"],
  ["A='it is \"so\"'", 'it is "so"'],
  ["  export A = spaced value  ", "spaced value"],
  ["A=", ""],
  ["A=   # nothing", ""],
  ["A=# nothing", ""],
  ['A=""', ""],
  ['A="open', '"open'],
  ["A=a=b", "a=b"],
  ["# A=1", undefined],
  ["A", undefined],
  ["1A=2", undefined],
  ["=2", undefined],
];
for (const [line, value] of cases)
  test(`\`parseEnvFile()\` reads ${JSON.stringify(line)} as ${JSON.stringify(value)}`, () => {
    assert.equal(parseEnvFile(line).get("A")?.value, value);
  });

test("`parseEnvFile()` counts lines with any ends, and the last of a name counts", () => {
  assert.deepEqual(
    [...parseEnvFile("A=1\r\n\r\nB=2\nA=3\r\n")],
    [
      ["A", { value: "3", line: 4 }],
      ["B", { value: "2", line: 3 }],
    ],
  );
});
