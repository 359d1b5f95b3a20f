// Holds every import of src/ against the layers of docs/architecture.md: a folder imports only from groups that stand
// earlier, never from its own group; browser-safe folders never touch node: modules; no file imports itself by a detour.
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";

const GROUPS: readonly (readonly string[])[] = [
  ["core"],
  ["lib"],
  ["system"],
  ["stats", "wire"],
  ["engines", "catalog", "store"],
  ["quality", "selection"],
  ["bench", "rag", "serving"],
  ["pipelines"],
  ["report"],
  ["workbench"],
  ["service"],
  ["cli"],
];
const BROWSER_SAFE = [
  "core",
  "lib",
  "stats",
  "wire",
  "report",
  "selection",
  "bench/metrics",
  "bench/summary",
  "quality/facets",
];

const level = new Map(GROUPS.flatMap((group, index) => group.map((folder) => [folder, index] as const)));
const problems: string[] = [];
const files = globSync("src/**/*.ts")
  .map((path) => path.split(sep).join("/"))
  .sort();
const imports = new Map(files.map((file) => [file, importsOf(file)]));

for (const [file, { targets, builtIns }] of imports) {
  const isTest = file.endsWith(".test.ts");
  const folder = folderOf(file);
  if (file.split("/").length > 2 && !level.has(folder)) problems.push(`${file}: src/${folder} is in no group`);
  if (isTest) continue;
  if (BROWSER_SAFE.some((place) => file.startsWith(`src/${place}/`)))
    for (const name of builtIns) problems.push(`${file}: a browser-safe part cannot import ${name}`);
  for (const target of targets) {
    const other = folderOf(target);
    if (!target.startsWith("src/") || other === folder || !level.has(folder)) continue;
    if ((level.get(other) ?? -1) >= (level.get(folder) ?? 0))
      problems.push(`${file}: ${folder} cannot import from ${other} (${target})`);
  }
}
for (const circle of findCircles()) problems.push(`import circle: ${circle.join(" -> ")}`);

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);

function folderOf(file: string): string {
  return file.split("/")[1] ?? "";
}

function importsOf(file: string): { readonly targets: readonly string[]; readonly builtIns: readonly string[] } {
  const found = readFileSync(file, "utf8").matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;"']*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)import\s+["']([^"']+)["']/g,
  );
  const specifiers = [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
  return {
    targets: specifiers
      .filter((specifier) => specifier.startsWith("."))
      .map((specifier) =>
        normalize(join(dirname(file), specifier))
          .split(sep)
          .join("/"),
      ),
    builtIns: specifiers.filter((specifier) => specifier.startsWith("node:")),
  };
}

/** One circle for each way back to a file that is still being followed. */
function findCircles(): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const follow = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) circles.push([...path.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    for (const target of imports.get(file)?.targets ?? []) follow(target, [...path, file]);
    done.add(file);
  };
  for (const file of files) follow(file, []);
  return circles;
}
