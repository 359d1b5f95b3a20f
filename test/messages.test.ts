import { deepEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import { listMessages } from "../tools/read-messages.ts";
import { makeFolder } from "./make-folder.ts";
import { runCli } from "./run-cli.ts";

// Messages are sentences with a next step: docs/decisions/0023-messages.md.

/** Words in lower case that are the name of a program or a field. */
const NAMES = /^(llama-server|llama\.cpp|assay|prompts|dimensions|prompt\.text)\b/;

const RULES: readonly (readonly [rule: string, isBroken: (text: string) => boolean])[] = [
  ["ends with a period, or the quotation mark of a value", (text) => !/[.!?"}]$/.test(text)],
  ["begins with a capital, or a name", (text) => /^[a-z]+ /.test(text) && !NAMES.test(text)],
  [
    "tells what happened, not which rule of ours it breaks",
    (text) => /current \w+ is|^Cannot .* as .* must /.test(text),
  ],
  ["puts codes of the system into words", (text) => /\bE[A-Z]{4,}\b/.test(text) || /^\{[^{}]*code\}$/.test(text)],
  ["is more than what somebody else said", (text) => /^\{(error|cause|thrown)\.message\}$/.test(text)],
  ["names no path inside a package", (text) => /imported from|node_modules\/|dist\//.test(text)],
  ["leaves plurals to pluralize()", (text) => /\(s\)/.test(text)],
];

describe("messages of src/", () => {
  // Schemas state rules, which describeZodIssue() makes sentences of.
  const messages = listMessages()
    .filter(({ place }) => !/^src\/(selection|pool|wire|catalog\/models)\//.test(place))
    .flatMap(({ place, message }) => message.split(" | ").map((text) => ({ place, text })));

  for (const [rule, isBroken] of RULES)
    it(`each ${rule}`, () => {
      deepEqual(
        messages.filter(({ text }) => isBroken(text)),
        [],
      );
    });
});

/** A port that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

const FAILURES: readonly (readonly [what: string, args: readonly string[], message: RegExp])[] = [
  [
    "a closed port",
    ["model", "run", "http://127.0.0.1:{port}/v1#m", "--prompt", "hi"],
    /No server answers at .* \(connection refused\)\./,
  ],
  [
    "an unknown host",
    ["model", "run", "http://no-such-host.invalid/v1#m", "--prompt", "hi"],
    /No server answers at .* \(the name /,
  ],
  [
    "a file that is not there",
    ["model", "run", "./nope.gguf", "--prompt", "hi"],
    /The file .*nope\.gguf is not there\./,
  ],
  ["a folder without a model", ["model", "run", "./folder", "--prompt", "hi"], /The folder .* holds no .gguf file\./],
  [
    "a file that is no model",
    ["model", "run", "./text.gguf", "--prompt", "hi"],
    /text\.gguf is no complete GGUF file: /,
  ],
  [
    "a wrong flag's value",
    ["bench", "notes-micro", "--rounds", "abc"],
    /--rounds must be a whole number .*, not "abc"/,
  ],
  ["an unknown model", ["model", "run", "notes-mni", "--prompt", "hi"], /No model is named "notes-mni"/],
];

async function tell(test: TestContext, args: readonly string[]) {
  const cwd = makeFolder(test, { "text.gguf": "This is a text, not a model." });
  mkdirSync(join(cwd, "folder"));
  const port = String(await closedPort());
  return runCli(
    args.map((arg) => arg.replace("{port}", port)),
    { cwd },
  );
}

describe("failures on the command line", () => {
  for (const [what, args, message] of FAILURES)
    it(`${what} is told in one sentence, with a hint where there is one`, async (test) => {
      const { stderr } = await tell(test, args);
      // Said on the way: that it is tried again.
      const lines = stderr
        .trim()
        .split("\n")
        .filter((line) => !line.startsWith("note: "));
      equal(lines.filter((line) => line.startsWith("error:")).length, 1, stderr);
      match(lines[0] ?? "", message);
      doesNotMatch(stderr, /\bE[A-Z]{4,}\b|node_modules|\n\s+at /);
      match(lines[1] ?? "hint: .", /^hint: .*[.?`]$/);
    });

  it("a wrong key of a file is told with its place", async (test) => {
    const cwd = makeFolder(test);
    writeFileSync(join(cwd, "models.json"), '{"phi": {"capabilties": 1}}');
    const { stderr } = await runCli(["model", "list"], { cwd });
    match(stderr, /models\.json:1:10: phi\.capabilties is no known key: did you mean "capabilities"\?/);
  });
});
