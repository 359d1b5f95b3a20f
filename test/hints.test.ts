import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command } from "commander";
import { createFoundryProgram } from "../src/cli/foundry/program.ts";
import type { ProgramContext } from "../src/cli/options/command-context.ts";
import { createProgram } from "../src/cli/program.ts";
import { type PlacedText, readSources } from "../tools/read-sources.ts";

// What the program tells people to type must be what it takes.
const context = {} as ProgramContext;
const PROGRAMS = { assay: createProgram(context), foundry: createFoundryProgram(context) };
const FLAG = /(?<=^|[\s`"'(/])--[a-z][a-z0-9-]*[a-z0-9](?![\w-])/g;

/** Flags of other programs: engines, browsers and meters of power that are started, Node, npm, curl, and the variables of style sheets. */
const OTHER_PROGRAMS =
  /^src\/(engines\/|bench\/probe\/|system\/energy\/|report\/|service\/security\/parse-bounded-json|service\/page-targets\/launch-browser|workbench\/doctor\/install-commands|workbench\/service-control\/spawn-service)/;
/** The only files below the command line that know flags. */
const FLAGS_OF_SETTINGS = /^src\/settings\/(access|bench|choice|loading|model)-settings\.ts/;

const texts = readSources("src/**/*.ts")
  .filter(({ path }) => !path.endsWith(".test.ts") && !path.includes("/fixtures/"))
  .flatMap((source) => source.texts);
const isOfCommandLine = ({ place }: PlacedText) => place.startsWith("src/cli/");

test("nothing below the command line names a flag, as a program or page of one's own has none", () => {
  const wrong = texts.filter(
    (text) =>
      !isOfCommandLine(text) &&
      !OTHER_PROGRAMS.test(text.place) &&
      !FLAGS_OF_SETTINGS.test(text.place) &&
      [...text.text.matchAll(FLAG)].length > 0,
  );
  assert.deepEqual(wrong, []);
});

test("every flag that the command line names is one that it takes", () => {
  const known = new Set(Object.values(PROGRAMS).flatMap((program) => [...listFlags(program)]));
  const wrong = texts
    .filter((text) => isOfCommandLine(text) || FLAGS_OF_SETTINGS.test(text.place))
    .flatMap(({ place, text }) =>
      [...text.matchAll(FLAG)].filter(([flag]) => !known.has(flag)).map(([flag]) => `${place}: ${flag}`),
    );
  assert.deepEqual(wrong, []);
});

/** Words that follow the program's name in a sentence about it. */
const PROSE = /^(again|and|as|deletes|did|has|is|itself|must|needs|on|or|to|what)$/;

test("every command that is named anywhere exists, with the flags that it is named with", () => {
  const wrong: string[] = [];
  for (const { place, text } of texts)
    for (const [, name = "", typed = ""] of text.matchAll(/\b(assay|foundry) ([a-z-][^`\n;,.:)(…]*)/g)) {
      const problem = checkCommand(PROGRAMS[name as keyof typeof PROGRAMS], typed);
      if (problem !== undefined) wrong.push(`${place}: ${name} ${typed}: ${problem}`);
    }
  assert.deepEqual(wrong, []);
});

/** Follows the words as far as they are commands; the next one is an argument only where the command takes any. */
function checkCommand(program: Command, typed: string): string | undefined {
  // What follows two blanks explains the command.
  const words = typed.split("  ", 1).join().trim().split(" ");
  if (PROSE.test(words[0] ?? "")) return undefined;
  let command = program;
  while (true) {
    const below = command.commands.find((one) => [one.name(), ...one.aliases()].includes(words[0] ?? ""));
    if (below === undefined) break;
    command = below;
    words.shift();
  }
  const [next = ""] = words;
  if (command === program && !next.startsWith("--")) return `there is no ${next}`;
  const isGroup = command.commands.length > 0 && command.registeredArguments.length === 0;
  if (isGroup && /^[a-z-]+$/.test(next) && !next.startsWith("-")) return `there is no ${next} below it`;
  const flags = listFlags(command, program);
  const unknown = words.filter((word) => /^--[a-z0-9-]+$/.test(word) && !flags.has(word));
  return unknown.length === 0 ? undefined : `it does not take ${unknown.join(", ")}`;
}

/** The long flags of a command and all below it, or those of the program besides. */
function listFlags(command: Command, program?: Command): Set<string> {
  const own = command.options.flatMap(({ long }) => long ?? []);
  const below = program === undefined ? command.commands.flatMap((one) => [...listFlags(one)]) : [];
  return new Set(["--help", ...own, ...below, ...(program?.options.flatMap(({ long }) => long ?? []) ?? [])]);
}
