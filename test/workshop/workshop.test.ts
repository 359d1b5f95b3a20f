// Carries out docs/workshop.md: every command in its order, its files, its Python, its page, and every row of trouble.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { chromiumPath } from "../chromium.ts";
import { openPage } from "./open-page.ts";
import { openWorkshop, type Workshop } from "./open-workshop.ts";
import { type Command, readDocument, type Step } from "./read-document.ts";
import { reasonToSkip, runCommand } from "./run-command.ts";
import { runProgram } from "./run-program.ts";
import { fromPowerShell } from "./split-command.ts";
import { letStall, TROUBLE_CHECKS } from "./trouble-checks.ts";

const DOCUMENT = "docs/workshop.md";
const STEPS = readDocument(DOCUMENT);
const COMMANDS = STEPS.flatMap((step) => (step.type === "console" ? step.commands : []));

/** Begun at once and waited for in its place: its connection is silent for 30 s. */
const STALLING_COMMAND = "assay model download qwen2.5-0.5b:q8_0";
const PAGE_COMMAND = "foundry service set --allow-file-pages";

test("every command of the workshop's document does what the document says", async (context) => {
  const modelsFile = STEPS.find((step) => step.type === "file" && step.path === "models.json");
  assert.ok(modelsFile?.type === "file");
  const workshop = await openWorkshop(context, modelsFile.content);
  letStall(workshop);
  const stalling = runCommand(findCommand(STALLING_COMMAND), { ...workshop, env: { ...workshop.env } });
  stalling.catch(() => {}); // told of where it is waited for
  for (const step of STEPS)
    await context.test(`line ${step.line}: ${nameOf(step)}`, (test) => carryOut(step, workshop, test, stalling));
});

async function carryOut(step: Step, workshop: Workshop, test: TestContext, stalling: Promise<string>): Promise<void> {
  switch (step.type) {
    case "file":
      return writeFileSync(join(workshop.folder, step.path), step.content);
    case "console":
      for (const command of step.commands) {
        const reason = reasonToSkip(command, workshop);
        if (reason !== undefined) test.skip(reason);
        else if (command.text === STALLING_COMMAND) await stalling;
        else if (command.text === PAGE_COMMAND) await allowPage(command, workshop, test);
        else await runCommand(command, workshop);
      }
      return;
    case "python": {
      const { python, toPort } = workshop;
      if ("skip" in python) return test.skip(python.skip);
      const { code, stdout, stderr } = await runProgram(python.path, ["-c", toPort(step.content)], workshop);
      assert.equal(code, 0, stderr);
      return assert.match(stdout, /^first token \d+\.\d{3} s, \d+ tokens\r?\n$/);
    }
    case "powershell":
      return checkPowerShell(step.line, step.content);
    case "trouble": {
      const [, check] = Object.entries(TROUBLE_CHECKS).find(([start]) => step.complaint.startsWith(start)) ?? [];
      assert.ok(check, `nothing checks: ${step.complaint}`);
      return check(workshop, test);
    }
    default:
      step satisfies never;
  }
}

/** The page gets no answer before the command, and one after it. */
async function allowPage(command: Command, workshop: Workshop, test: TestContext): Promise<void> {
  if (chromiumPath === undefined) {
    test.diagnostic("no Chromium found: set CHROMIUM_PATH to open the page");
    await runCommand(command, workshop);
    return;
  }
  await using page = await openPage(workshop, chromiumPath);
  assert.match(await page.ask("Why run a model locally?"), /^Error: TypeError: Failed to fetch/);
  await runCommand(command, workshop);
  assert.doesNotMatch(await page.ask("Why run a model locally?"), /^Error|^$/);
}

/** The PowerShell form of a block is its POSIX form, line by line. */
function checkPowerShell(line: number, content: string): void {
  const before = STEPS.findLast((step) => step.type === "console" && step.line < line);
  assert.ok(before?.type === "console");
  assert.deepEqual(
    content.trim().split("\n").map(fromPowerShell),
    before.commands.map(({ text }) => text),
  );
}

function findCommand(text: string): Command {
  const command = COMMANDS.find((one) => one.text === text);
  assert.ok(command, `the document has no ${text}`);
  return command;
}

function nameOf(step: Step): string {
  switch (step.type) {
    case "file":
      return step.path;
    case "console":
      return step.commands.map(({ text }) => text).join("; ");
    case "trouble":
      return step.complaint;
    default:
      return step.type;
  }
}
