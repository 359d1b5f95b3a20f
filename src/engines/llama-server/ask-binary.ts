import { execFile } from "node:child_process";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import { missingBinary, tooOld, wrongProgram } from "./errors.ts";
import type { ServerCommand } from "./keep-server.ts";

/** Facts that the program reports about itself. */
export interface BinaryVersion {
  /** Such as `b6123`. */
  readonly text: string;
  /** Number of the build; absent where whoever built it did not say. */
  readonly build?: number | undefined;
}

/** The program does not load a model for these questions; a build for graphics cards looks for them first. */
const TIME_LIMIT_MS = 30_000;

/** Of March 2025: the oldest that has templates, tool calls, `--device none` and everything else that is passed here. */
const LEAST_BUILD = 5000;

/** Asks for the version. @throws AssayError `engine-missing` when it cannot be run, is another program or too old */
export async function readBinaryVersion(
  command: ServerCommand,
  env: EnvironmentVariables,
  signal?: AbortSignal,
): Promise<BinaryVersion> {
  const [path] = command;
  const output = await ask(command, "--version", env, signal);
  if (output === undefined) throw missingBinary(path);
  const version = parseVersion(output);
  if (version === undefined) throw wrongProgram(path, output.trim());
  if (version.build !== undefined && version.build < LEAST_BUILD) throw tooOld(path, version.build, LEAST_BUILD);
  return version;
}

/** `version: 6123 (abc1234)`, since 2026 `version: 0.6.0 (build 11434, commit abc1234)`; builds of unknown number say 0. */
function parseVersion(output: string): BinaryVersion | undefined {
  const [, number, details = ""] = /version:\s*([\w.-]+)(?:\s*\(([^)]*)\))?/i.exec(output) ?? [];
  if (number === undefined) return undefined;
  const build = Number(/^\d+$/.test(number) ? number : /build (\d+)/.exec(details)?.[1]) || undefined;
  return { text: build === undefined ? number : `b${build}`, build };
}

/** Asks which graphics cards the program sees; their names. */
export async function listGpus(
  command: ServerCommand,
  env: EnvironmentVariables,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const output = (await ask(command, "--list-devices", env, signal)) ?? "";
  const list = output.slice(output.search(/available devices:/i));
  return [...list.matchAll(/^\s+\w+: (.+)$/gm)].map(([, name = ""]) => name.trim());
}

/** Everything it wrote; undefined when it could not be run. */
function ask(
  [path, ...before]: ServerCommand,
  question: string,
  env: EnvironmentVariables,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const options = { env, timeout: TIME_LIMIT_MS, windowsHide: true, encoding: "utf8", signal } as const;
    execFile(path, [...before, question], options, (error, stdout, stderr) => {
      if (signal?.aborted) return reject(signal.reason);
      // A text for code: the system's own reason why it was not started.
      resolve(typeof error?.code === "string" ? undefined : `${stdout}\n${stderr}`);
    });
  });
}
