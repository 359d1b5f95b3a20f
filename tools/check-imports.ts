// Holds every import of src/ against the order of tools/layers.ts: a folder imports only from ranks that stand earlier,
// never from its own rank; two folders never import each other, at any depth; no file imports itself by a detour;
// browser-safe parts reach no node: module; no file of the command line imports what a command does, which is loaded when
// the command is typed; web/ uses nothing of src/ but browser-safe parts, and its rooms nothing of each other. `new URL("../...")` counts as an import where it names a source file.
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { isBrowserSafe, RANKS } from "./layers.ts";

interface SourceFile {
  readonly targets: readonly string[];
  readonly builtIns: readonly string[];
  /** Of the targets, those that are loaded by `import()` alone. */
  readonly loaded: readonly string[];
}

const rankOf = new Map(RANKS.flatMap((rank, index) => rank.map(({ folder }) => [folder, index] as const)));
const files = new Map(
  globSync("src/**/*.ts")
    .map(toPosix)
    .filter((path) => !path.endsWith(".test.ts"))
    .sort()
    .map((path) => [path, readSource(path)] as const),
);

const problems = [
  ...checkRanks(),
  ...checkBrowserSafe(),
  ...checkMutual(),
  ...checkCircles(),
  ...checkActions(),
  ...checkPages(),
];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);

function* checkRanks(): Generator<string> {
  for (const [file, { targets }] of files) {
    const folder = topFolder(file);
    if (file.split("/").length > 2 && !rankOf.has(folder))
      yield `${file}: src/${folder} is in no rank of tools/layers.ts`;
    for (const target of targets) {
      const other = topFolder(target);
      if (other === folder || !rankOf.has(folder)) continue;
      if ((rankOf.get(other) ?? -1) >= (rankOf.get(folder) ?? 0))
        yield `${file}: ${folder} cannot import from ${other} (${target})`;
    }
  }
}

/** A browser-safe part may use other files only if these are browser-safe as well. */
function* checkBrowserSafe(): Generator<string> {
  for (const [file, { targets, builtIns }] of files) {
    if (!isBrowserSafe(file)) continue;
    for (const name of builtIns) yield `${file}: a browser-safe part cannot import ${name}`;
    for (const target of targets)
      if (!isBrowserSafe(target)) yield `${file}: a browser-safe part cannot import ${target}, which is none`;
  }
}

/** A folder that composes others (program, app) may import them, and they may then import nothing of it. */
function* checkMutual(): Generator<string> {
  const imports = new Map<string, string>();
  for (const [file, { targets }] of files)
    for (const target of targets) {
      const key = `${dirname(file)} ${dirname(target)}`;
      if (dirname(file) !== dirname(target) && !imports.has(key)) imports.set(key, `${file} -> ${target}`);
    }
  for (const [key, example] of imports) {
    const [from = "", to = ""] = key.split(" ");
    const back = imports.get(`${to} ${from}`);
    if (from < to && back !== undefined) yield `${from} and ${to} import each other: ${example}, ${back}`;
  }
}

/** What commands share lies in a file of its own, so that an action can be changed without any other. */
function* checkActions(): Generator<string> {
  const isCommand = (file: string) => /^src\/cli\/.*commands?\.ts$/.test(file);
  const actions = new Set([...files].flatMap(([file, { loaded }]) => (isCommand(file) ? loaded : [])));
  for (const [file, { targets, loaded }] of files)
    for (const target of targets)
      if (actions.has(target) && !loaded.includes(target)) yield `${file}: the action ${target} cannot be imported`;
}

/** The pages use what they may, and a room nothing of another one. */
function* checkPages(): Generator<string> {
  for (const file of globSync("web/**/*.{ts,tsx}").map(toPosix)) {
    if (/\.test\.tsx?$/.test(file)) continue;
    const { targets, builtIns } = readSource(file, /^(src|web)\/.*\.tsx?$/);
    for (const name of builtIns) yield `${file}: a page cannot import ${name}`;
    for (const target of targets) {
      if (target.startsWith("src/") && !isBrowserSafe(target))
        yield `${file}: a page cannot import ${target}, which is not browser-safe`;
      if (isRoom(file) && isRoom(target) && topFolder(file) !== topFolder(target))
        yield `${file}: a room cannot import from another one (${target})`;
    }
  }
}

/** Rooms are the folders of web/ whose main file has their name. */
function isRoom(file: string): boolean {
  const folder = topFolder(file);
  return file.startsWith("web/") && folder !== "shell" && existsSync(`web/${folder}/${folder}.tsx`);
}

/** One circle for each way back to a file that is still being followed. */
function* checkCircles(): Generator<string> {
  const done = new Set<string>();
  function* follow(file: string, path: readonly string[]): Generator<string> {
    const start = path.indexOf(file);
    if (start >= 0) yield `import circle: ${[...path.slice(start), file].join(" -> ")}`;
    if (start >= 0 || done.has(file)) return;
    for (const target of files.get(file)?.targets ?? []) yield* follow(target, [...path, file]);
    done.add(file);
  }
  for (const file of files.keys()) yield* follow(file, []);
}

function readSource(file: string, wanted = /^src\/.*\.ts$/): SourceFile {
  const text = readFileSync(file, "utf8");
  const imported = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;"']*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)import\s+["']([^"']+)["']/g,
  );
  const specifiers = [...imported].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
  const located = [...text.matchAll(/new URL\(\s*["'`](\.{1,2}\/[^"'`]+)/g)].map((match) => match[1] ?? "");
  return {
    targets: [
      ...specifiers.filter((specifier) => specifier.startsWith(".")).map((specifier) => resolve(file, specifier)),
      // The ending may be that of the running file, so that the build finds its own.
      ...located.map((specifier) => resolve(file, specifier.replace(/\$\{extname\(.*$/, ".ts"))).filter(existsSync),
    ].filter((target) => wanted.test(target)),
    builtIns: specifiers.filter((specifier) => specifier.startsWith("node:")),
    loaded: [...text.matchAll(/import\(\s*["'](\.[^"']+)["']\s*\)/g)].map(([, specifier = ""]) =>
      resolve(file, specifier),
    ),
  };
}

function resolve(file: string, specifier: string): string {
  return toPosix(normalize(join(dirname(file), specifier)));
}

function toPosix(path: string): string {
  return path.split(sep).join("/");
}

function topFolder(file: string): string {
  return file.split("/")[1] ?? "";
}
