import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, test } from "node:test";

// Installs what would be published into an empty folder and uses it from there, as a user does.
const folder = mkdtempSync(join(tmpdir(), "assay-package-"));
const env = { ...process.env, ASSAY_HOME: join(folder, "home"), NODE_PATH: "" };
/** Of which two fifths are what runs models in a page, compiled for browsers. */
const MOST_BYTES = 30e6;
const OFFLINE = ["--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"];
let tarball = "";

before(() => {
  // As the README says it: packing alone must build, whatever dist/ holds.
  rmSync("dist", { recursive: true, force: true });
  const packed = npm(["pack", "--json", "--pack-destination", folder], resolve("."));
  tarball = join(folder, JSON.parse(packed)[0].filename);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
  // Without the engine at first, as those have it who leave optional packages out.
  npm(["install", tarball, ...OFFLINE, "--omit=optional"], folder);
  for (const example of ["chat.mjs", "measure.mjs"]) cpSync(join("examples", example), join(folder, example));
});

after(() => rmSync(folder, { recursive: true, force: true }));

test("the tarball is small enough, and holds no test, source map of ours or Node", () => {
  assert.ok(statSync(tarball).size < MOST_BYTES, `${statSync(tarball).size} bytes`);
  const files = spawnSync("tar", ["-tzf", tarball], { encoding: "utf8" }).stdout;
  assert.match(files, /dist\/cli\/main\.js/);
  assert.match(files, /schemas\/models\.schema\.json/);
  assert.match(files, /models\/assay-notes-mini-q8_0\.gguf/);
  assert.doesNotMatch(files, /\.test\.|fixtures|node_modules|^package\/tools|all-minilm/m);
});

test("the installed command tells its version without the engine package", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  assert.equal(node(["node_modules/assay/dist/cli/main.js", "--version"]).stdout, `${version}\n`);
});

test("a script says what is missing, and how to get it, where the engine is not installed", () => {
  const { status, stderr } = node(["chat.mjs"]);
  assert.notEqual(status, 0);
  assert.match(stderr, /engine-missing/);
  assert.match(stderr, /assay setup/);
});

test("the examples work from the installed package, with the engine that it brings", () => {
  npm(["install", tarball, ...OFFLINE], folder);
  const chat = node(["chat.mjs"]);
  assert.equal(chat.status, 0, chat.stderr);
  assert.match(chat.stdout, /documents[\s\S]*tokens, stop/);
  const [, readme = ""] = /^```js\n([\s\S]*?)^```$/m.exec(readFileSync("README.md", "utf8")) ?? [];
  writeFileSync(join(folder, "readme.mjs"), readme);
  assert.match(node(["readme.mjs"]).stdout, /documents/);
  const measure = node(["measure.mjs"]);
  assert.equal(measure.status, 0, measure.stderr);
  assert.match(measure.stdout, /notes-micro:q8_0 \d+ ms 1 of 1 facets\nnotes-mini:q8_0 \d+ ms 1 of 1 facets/);
});

test("every link of the documents leads to something that the tarball brings", () => {
  const installed = join(folder, "node_modules", "assay");
  const documents = globSync(["*.md", "docs/**/*.md"], { cwd: installed });
  assert.ok(documents.length > 10, `${documents.length} documents`);
  const dead = documents.flatMap((document) =>
    linksOf(join(installed, document))
      .filter((link) => !existsSync(join(installed, dirname(document), link)))
      .map((link) => `${document}: ${link}`),
  );
  assert.deepEqual(dead, []);
});

test("only the entry and the schemas are public", () => {
  const { status, stderr } = node(["--input-type=module", "-e", `import "assay/stats/quantile"`]);
  assert.notEqual(status, 0);
  assert.match(stderr, /ERR_PACKAGE_PATH_NOT_EXPORTED/);
  assert.match(import.meta.resolve("../../schemas/models.schema.json"), /models/);
});

test("the scripts of the documents and the examples compile under strict, as a user has it", () => {
  const scripts = ["README.md", ...globSync("docs/*.md")].flatMap((document) => scriptsOf(document));
  assert.ok(scripts.length >= 2, `${scripts.length} scripts`);
  for (const [index, script] of scripts.entries()) writeFileSync(join(folder, `document-${index}.mts`), script);
  for (const example of ["chat", "measure"]) cpSync(join(folder, `${example}.mjs`), join(folder, `${example}.mts`));
  cpSync("node_modules/@types/node", join(folder, "node_modules/@types/node"), { recursive: true });
  cpSync("node_modules/undici-types", join(folder, "node_modules/undici-types"), { recursive: true });
  const compilerOptions = { strict: true, module: "nodenext", skipLibCheck: false, noEmit: true, types: ["node"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.mts"] }));
  const { status, stdout } = node([resolve("node_modules/typescript/bin/tsc"), "--project", folder]);
  assert.equal(status, 0, stdout);
});

/** The files that a document links to. */
function linksOf(document: string): string[] {
  const links = readFileSync(document, "utf8").matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)[^)]*\)/g);
  return [...links].map(([, link = ""]) => link);
}

/** The scripts of a document that use the package. */
function scriptsOf(document: string): string[] {
  const blocks = readFileSync(document, "utf8").matchAll(/^```(?:js|ts)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, script = ""]) => script).filter((script) => script.includes('from "assay"'));
}

function node(args: readonly string[]) {
  return spawnSync(process.execPath, args, { cwd: folder, env, encoding: "utf8" });
}

function npm(args: readonly string[], cwd: string): string {
  const path = process.env.npm_execpath;
  const run = path?.endsWith("js")
    ? spawnSync(process.execPath, [path, ...args], { cwd, encoding: "utf8" })
    : spawnSync("npm", args, { cwd, encoding: "utf8", shell: process.platform === "win32" });
  assert.equal(run.status, 0, run.stderr);
  return run.stdout;
}
