import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { statFile } from "../../system/stat-file.ts";
import type { FilesBeside } from "./facts/onnx-folder.ts";

/** Finds the files beside a graph on this machine, or above it where the graphs have a folder of their own. */
export function findBeside(graph: string): FilesBeside {
  const folder = findRoot(graph);
  const locate = (name: string) => join(folder, name);
  return {
    locate,
    readText: async (name) => (statFile(locate(name))?.isFile() === true ? readFile(locate(name), "utf8") : undefined),
  };
}

function findRoot(graph: string): string {
  const folder = dirname(graph);
  const isApart = statFile(join(folder, "tokenizer.json")) === undefined && basename(folder) === "onnx";
  return isApart ? dirname(folder) : folder;
}
