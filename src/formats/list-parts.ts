import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { statFile } from "../system/stat-file.ts";
import { FORMATS } from "./formats.ts";

/** All files that hold a model's weights: the one to load first, then the further parts beside it that are there. */
export function listParts(path: string): readonly string[] {
  const format = FORMATS.find((one) => one.matches(path));
  const folder = dirname(path);
  if (format === undefined || !statFile(folder)?.isDirectory()) return [path];
  const files = readdirSync(folder).map((name) => ({ path: name, sizeBytes: 0 }));
  const parts = format.group(files).find(([first]) => first?.path === basename(path)) ?? [];
  return parts.length === 0 ? [path] : parts.map((part) => join(folder, part.path));
}
