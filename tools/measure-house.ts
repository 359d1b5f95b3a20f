// Prints the figures of the house: files, lines, functions, and how many of each are out of the ordinary.
import { readFileSync } from "node:fs";
import { readSources } from "./read-sources.ts";

const sources = readSources("src/**/*.ts").filter(({ path }) => !path.endsWith(".test.ts"));
const lines = sources.map((source) => source.lines).sort((a, b) => a - b);
const functions = sources.flatMap((source) => source.functions);
const lengths = functions.map((each) => each.lines).sort((a, b) => a - b);
const longest = functions.toSorted((a, b) => b.lines - a.lines)[0];
const below = (most: number) => lines.filter((count) => count < most).length;
const share = (count: number) => `${count} (${((100 * count) / lines.length).toFixed(0)} %)`;
const texts = sources.map(({ path }) => readFileSync(path, "utf8"));
const opening = (word: string) =>
  texts.reduce((sum, text) => sum + [...text.matchAll(new RegExp(`/\\*\\*\\s+(?:\\*\\s+)?${word}\\b`, "g"))].length, 0);

const figures: readonly (readonly [name: string, value: string])[] = [
  ["files", String(sources.length)],
  ["lines", String(lines.reduce((sum, count) => sum + count, 0))],
  ["lines per file, median / p90 / most", `${at(lines, 0.5)} / ${at(lines, 0.9)} / ${lines.at(-1)}`],
  ["files under 20 lines", share(below(20))],
  ["files of 40 to 150 lines", share(below(151) - below(40))],
  ["named functions", String(functions.length)],
  ["lines per function, median / p90 / most", `${at(lengths, 0.5)} / ${at(lengths, 0.9)} / ${lengths.at(-1)}`],
  ["longest function", `${longest?.name} ${longest?.place}`],
  [
    "functions over 40 / over 80 lines",
    [40, 80].map((most) => lengths.filter((each) => each > most).length).join(" / "),
  ],
  ["functions of 4 or more parameters", String(functions.filter(({ parameters }) => parameters >= 4).length)],
  ["doc comments that begin with What / Whether", `${opening("What")} / ${opening("Whether")}`],
];
for (const [name, value] of figures) console.log(`${name.padEnd(46)} ${value}`);

/** The value at a share of a sorted list. */
function at(sorted: readonly number[], ratio: number): number | undefined {
  return sorted[Math.floor(ratio * (sorted.length - 1))];
}
