import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { AssayError, toAssayError } from "../../core/errors.ts";
import type { ModelFormat, NamedFile } from "../../core/model-format.ts";
import { statFile } from "../../system/stat-file.ts";
import { incompleteModel } from "../parts/incomplete-model.ts";
import { isWeightsOf, listWeights, readWeightPaths } from "../parts/weight-files.ts";
import { onnxFacts } from "./facts/onnx-facts.ts";
import { findBeside } from "./find-beside.ts";

/** Graphs of ONNX Runtime; their weights may lie beside them. */
export const onnxFormat = {
  name: "onnx",
  matches: isGraph,
  group: (files) => files.filter(({ path }) => isGraph(path)).map((graph) => withWeights(graph, files)),
  companionsOf,
  // Repositories of Transformers.js keep the graphs in a folder of their own.
  findInFolder: (folder) =>
    [folder, join(folder, "onnx")]
      .flatMap(listFiles)
      .map(({ path }) => path)
      .filter(isGraph),
  async readFacts(path) {
    const size = statFile(path)?.size;
    if (size === undefined) throw graphMissing(path);
    const files = withWeights({ path, sizeBytes: size }, listFiles(dirname(path)));
    const beside = files.map((file) => file.path);
    const needed = [...listWeights(path, beside), ...(await readWeightPaths(path, size))];
    const missing = needed.filter((name) => statFile(name)?.isFile() !== true);
    if (missing.length > 0) throw incompleteModel(path, missing);
    const weightsBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    // The process of a GGUF model, which knows this format too, saves the library of schemas: 16 MB.
    const { readOnnxFolder } = await import("./facts/onnx-folder.ts");
    return onnxFacts(await readOnnxFolder(findBeside(path)), weightsBytes);
  },
} as const satisfies ModelFormat;

function isGraph(path: string): boolean {
  return /\.onnx$/i.test(path);
}

function withWeights(graph: NamedFile, files: readonly NamedFile[]): readonly NamedFile[] {
  return [graph, ...files.filter(({ path }) => isWeightsOf(path, graph.path))];
}

/** The tokenizer and configuration beside a graph, or at the root of its repository. */
function companionsOf(graph: string, files: readonly NamedFile[]): readonly NamedFile[] {
  const folder = graph.slice(0, graph.lastIndexOf("/") + 1);
  const beside = (at: string) =>
    files.filter(({ path }) => path.startsWith(at) && /^[\w.-]+\.(json|txt|jinja)$/.test(path.slice(at.length)));
  const own = beside(folder);
  return own.some(({ path }) => path.endsWith("tokenizer.json")) ? own : beside("");
}

function listFiles(folder: string): NamedFile[] {
  if (!statFile(folder)?.isDirectory()) return [];
  try {
    const paths = readdirSync(folder).map((name) => join(folder, name));
    return paths.sort().map((path) => ({ path, sizeBytes: statFile(path)?.size ?? 0 }));
  } catch (thrown) {
    throw toAssayError(thrown, "storage-failed");
  }
}

function graphMissing(path: string): AssayError {
  return new AssayError({
    code: "model-missing",
    message: `The file ${path} is not there.`,
    hint: `Check the path, or see \`assay model list\` for the models that are here.`,
  });
}
