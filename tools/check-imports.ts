// Holds every import of src/ against the layers of docs/architecture.md: a folder imports only from groups
// that stand earlier, never from its own group, and browser-safe folders never touch node: modules.
import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";

const GROUPS: readonly (readonly string[])[] = [
  ["core"],
  ["lib"],
  ["stats", "wire"],
  ["engines", "catalog", "store"],
  ["quality", "selection"],
  ["bench", "rag"],
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

for (const file of globSync("src/**/*.ts")
  .map((path) => path.split(sep).join("/"))
  .sort()) {
  const isTest = file.endsWith(".test.ts");
  const folder = file.split("/")[1] ?? "";
  if (file.split("/").length > 2 && !level.has(folder)) problems.push(`${file}: src/${folder} is in no group`);
  for (const specifier of importsOf(readFileSync(file, "utf8"))) {
    if (specifier.startsWith("node:")) {
      const safe = BROWSER_SAFE.some((place) => file.startsWith(`src/${place}/`) || file === `src/${place}.ts`);
      if (safe && !isTest) problems.push(`${file}: a browser-safe part cannot import ${specifier}`);
      continue;
    }
    if (!specifier.startsWith(".")) continue;
    const target = normalize(join(dirname(file), specifier))
      .split(sep)
      .join("/");
    const other = target.split("/")[1] ?? "";
    if (isTest || !target.startsWith("src/") || other === folder || !level.has(folder)) continue;
    if ((level.get(other) ?? -1) >= (level.get(folder) ?? 0))
      problems.push(`${file}: ${folder} cannot import from ${other} (${specifier})`);
  }
}

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);

function importsOf(source: string): string[] {
  const found = source.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;"']*?from\s+["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)import\s+["']([^"']+)["']/g,
  );
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}
