import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fetchAsCurl } from "./fetch-as-curl.ts";
import { matchOutput } from "./match-output.ts";
import type { Workshop } from "./open-workshop.ts";
import type { Command } from "./read-document.ts";
import { type ProgramResult, runProgram } from "./run-program.ts";
import { splitCommand } from "./split-command.ts";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

/** Carries out a command of the document; it must end with 0 and print what the document says. */
export async function runCommand({ text, expected }: Command, workshop: Workshop): Promise<string> {
  const words = splitCommand(workshop.toPort(text));
  const [program = "", ...args] = words;
  if (program === "export" || program === "unset") {
    const [name = "", value] = (args[0] ?? "").split(/=(.*)/s);
    if (program === "export") workshop.env[name] = value;
    else delete workshop.env[name];
    return "";
  }
  const { code, stdout, stderr } = await start(program, args, workshop);
  const output = `${stdout}\n${stderr}`;
  assert.equal(code, 0, `${text}\n${output}`);
  matchOutput(output, expected.map(workshop.toPort));
  return output;
}

/** Why a command cannot be run here; undefined when it can. */
export function reasonToSkip({ text }: Command, { python, folder }: Workshop): string | undefined {
  const [program, file = ""] = splitCommand(text);
  if (program !== "python3") return undefined;
  if ("skip" in python) return python.skip;
  return existsSync(join(folder, file)) ? undefined : `the workshop's ${file} is not there`;
}

async function start(program: string, args: readonly string[], workshop: Workshop): Promise<ProgramResult> {
  if (program === "curl") {
    if (!hasCurl) return { code: 0, stdout: (await fetchAsCurl(args, workshop.folder)).body, stderr: "" };
    return runProgram("curl", ["--silent", "--show-error", ...args], workshop);
  }
  if (program === "python3" && "path" in workshop.python) return runProgram(workshop.python.path, args, workshop);
  if (args.includes("--at")) return stopOnceItWaits(program, args, workshop);
  return runProgram(program, args, workshop);
}

/** What waits for a time of the day is ended as with Ctrl-C. */
async function stopOnceItWaits(program: string, args: readonly string[], workshop: Workshop): Promise<ProgramResult> {
  let stopped = false;
  const result = await runProgram(program, args, workshop, (child, output) => {
    if (stopped || !output.includes("waiting until")) return;
    stopped = true;
    child.kill("SIGINT");
  });
  if (process.platform !== "win32") assert.equal(result.code, 130, result.stderr);
  return { ...result, code: stopped ? 0 : result.code };
}
