import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { AssayError } from "../../core/errors.ts";
import { findInstalledBuilds } from "../../engines/gguf/llama/find-builds.ts";
import { type InstallableBuild, listInstallableBuilds } from "../../engines/gguf/llama/install-commands.ts";
import { readInstallTarget } from "../../engines/gguf/llama/install-target.ts";
import { isRuntimeInstalled, listRuntimeBuilds } from "../../engines/onnx/install-command.ts";

/** A build for this system, and whether it is there. */
export interface BuildListing extends InstallableBuild {
  readonly isInstalled: boolean;
}

/** Lists the builds of llama.cpp for this system, the smallest first, and ONNX Runtime; none where there is none. */
export function listBuilds(): readonly BuildListing[] {
  const target = readInstallTarget();
  const installed = new Set<string>(findInstalledBuilds().map(({ kind }) => kind));
  if (isRuntimeInstalled()) installed.add("onnx");
  return [...listInstallableBuilds(target), ...listRuntimeBuilds(target)].map((build) => ({
    ...build,
    isInstalled: installed.has(build.kind),
  }));
}

/**
 * Finds the build that a user names. On Apple silicon one build has both Metal and the CPU, and both names mean it.
 *
 * @throws AssayError `invalid-input` naming those that there are
 */
export function findBuild(name: string): BuildListing {
  const builds = listBuilds();
  const found = builds.find(({ kind }) => kind === name) ?? (name === "cpu" ? builds[0] : undefined);
  if (found !== undefined) return found;
  const kinds = builds.map(({ kind }) => kind).join(", ");
  const system = `${process.platform} on ${process.arch}`;
  throw new AssayError({
    code: "invalid-input",
    message: `There is no "${name}" build for ${system}.`,
    hint: builds.length === 0 ? "Use an endpoint instead, such as llama-server." : `There is: ${kinds}.`,
  });
}

export interface InstallOptions {
  readonly signal: AbortSignal;
  /** Takes what npm says, a line at a time. */
  readonly onLine: (line: string) => void;
  /** Program and first words in place of npm, for tests. */
  readonly npm?: readonly [program: string, ...words: string[]] | undefined;
}

/**
 * Installs a build with npm, without install scripts.
 *
 * @throws AssayError `unsupported` in a copy that holds the builds for graphics cards back, `engine-missing` when npm fails, `aborted`
 */
export async function installBuild(build: InstallableBuild, options: InstallOptions): Promise<void> {
  const { folder, isOverridden } = readInstallTarget();
  if (isOverridden && build.kind !== "cpu" && build.kind !== "onnx")
    throw new AssayError({
      code: "unsupported",
      message: `This copy of the repository holds the ${build.kind} build back, so that nobody downloads it who only develops.`,
      hint: `Take "overrides" out of its package.json, then run \`${build.command}\` in it.`,
    });
  const lastWords = await runNpm(build.npm, folder, options);
  if (lastWords !== undefined)
    throw new AssayError({
      code: "engine-missing",
      message: `The ${build.kind} build was not installed by npm: ${lastWords}`,
      hint: `Type it yourself to see more: \`${build.command}\`${folder === undefined ? "" : ` in ${folder}`}. Without rights for npm's global folder, see npm's \`prefix\` setting.`,
    });
}

/** Returns npm's last words where it failed, nothing where it did its work. */
async function runNpm(
  words: readonly string[],
  folder: string | undefined,
  { signal, onLine, npm = ["npm"] }: InstallOptions,
): Promise<string | undefined> {
  const [program, ...first] = npm;
  // npm is a batch file on Windows, which only a shell runs; all words are our own.
  const shell = process.platform === "win32";
  const child = spawn(program, [...first, ...words], { cwd: folder, shell, signal });
  let lastWords = "it said nothing";
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on("line", (line) => {
      if (line.trim() === "") return;
      onLine(line);
      if (!/A complete log of this run/.test(line)) lastWords = line.replace(/^npm (ERR!|error) ?/, "");
    });
  try {
    return (await ended) === 0 ? undefined : lastWords;
  } catch (thrown) {
    if (signal.aborted) throw new AssayError({ code: "aborted", message: "The installation was stopped." });
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return "npm is not on PATH";
    throw thrown;
  }
}
