// Holds the sources to their shape: no function over 80 lines, nothing exported that no other file uses.
import { globSync, readFileSync } from "node:fs";
import { readSources } from "./read-sources.ts";

/** A function that is longer holds more than one step, and is read twice. */
const MOST_LINES = 80;

const sources = readSources("{src,web,test,tools,perf,examples}/**/*.{ts,tsx}");
const problems = [...findLongFunctions(), ...findUnusedExports()];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);

function findLongFunctions(): string[] {
  return sources
    .filter(({ path }) => /^(src|web)\//.test(path) && !path.endsWith(".test.ts"))
    .flatMap(({ functions }) => functions.filter(({ lines }) => lines > MOST_LINES))
    .map(({ place, name, lines }) => `${place}: ${name} has ${lines} lines, at most ${MOST_LINES} are readable`);
}

/** Code that only tests use is dead, fakes and fixtures apart; the entry of the package is used from outside, and an `import()` names what it takes. */
function findUnusedExports(): string[] {
  const used = new Set(sources.filter(({ path }) => !path.endsWith(".test.ts")).flatMap(({ uses }) => uses));
  const tested = new Set(sources.filter(({ path }) => path.endsWith(".test.ts")).flatMap(({ uses }) => uses));
  const loaded = findLoadedNames();
  return sources
    .filter(({ path }) => /^(src|web)\//.test(path) && !path.endsWith(".test.ts") && path !== "src/index.ts")
    .flatMap(({ path, exports }) => {
      const text = readFileSync(path, "utf8");
      return exports
        .filter((name) => !used.has(`${path} ${name}`) && !used.has(`${path} *`) && !loaded.has(name))
        .filter((name) => !/fake/i.test(name) && !path.includes("/fixtures/"))
        .filter((name) => !tested.has(`${path} ${name}`) || !isUsedAgain(name, text))
        .map((name) => `${path}: ${name} is exported and used by no other file`);
    });
}

/** A part of a file may be exported for its test alone when the file itself uses it. */
function isUsedAgain(name: string, text: string): boolean {
  return [...text.matchAll(new RegExp(`\\b${name.replace("$", "\\$")}\\b(?! is )`, "g"))].length > 1;
}

function findLoadedNames(): Set<string> {
  const texts = globSync("{src,web,test,tools,perf}/**/*.{ts,tsx,mjs}").map((path) => readFileSync(path, "utf8"));
  const names = texts.filter((text) => text.includes("import(")).flatMap((text) => text.match(/\b[\w$]+\b/g) ?? []);
  return new Set(names);
}
