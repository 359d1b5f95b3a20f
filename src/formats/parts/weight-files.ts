import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** Weights above 2 GB lie beside the graph: x.onnx_data, x.onnx_data_1 or x.onnx.data. */
const WEIGHTS = /^([._]data)(?:_(\d{1,3}))?$/;

/** Whether a file holds weights of a graph, by its name. */
export function isWeightsOf(path: string, graph: string): boolean {
  return path.startsWith(graph) && WEIGHTS.test(path.slice(graph.length));
}

/** The names of all files of weights of a graph, those included that the numbers of the others leave a gap for. */
export function listWeights(graph: string, files: readonly string[]): readonly string[] {
  const last = new Map<string, number>();
  for (const path of files.filter((file) => file.startsWith(graph))) {
    const [, ending, number = "0"] = WEIGHTS.exec(path.slice(graph.length)) ?? [];
    if (ending !== undefined) last.set(ending, Math.max(Number(number), last.get(ending) ?? 0));
  }
  return [...last].flatMap(([ending, most]) =>
    Array.from({ length: most + 1 }, (_, index) => `${graph}${ending}${index === 0 ? "" : `_${index}`}`),
  );
}

/** A graph that keeps its weights elsewhere is small; a larger one is not searched for their names. */
const MOST_GRAPH_BYTES = 256 * 2 ** 20;
/** Tag and length of the key `location` in a tensor's `external_data`, and the tag of its value. Source: onnx.proto, StringStringEntryProto. */
const LOCATION = Buffer.from("\n\u0008location\u0012");

/** Reads from a graph which files hold its weights: absolute paths. */
export async function readWeightPaths(graph: string, sizeBytes: number): Promise<readonly string[]> {
  if (sizeBytes > MOST_GRAPH_BYTES) return [];
  const bytes = await readFile(graph);
  const names = new Set<string>();
  for (let at = bytes.indexOf(LOCATION); at >= 0; at = bytes.indexOf(LOCATION, at + 1)) {
    const start = at + LOCATION.length;
    const length = bytes[start] ?? 0;
    // A name of more than 127 bytes would have a length of two bytes, and no exporter writes one.
    if (length > 0 && length < 128) names.add(bytes.toString("utf8", start + 1, start + 1 + length));
  }
  return [...names].map((name) => resolve(dirname(graph), name));
}
