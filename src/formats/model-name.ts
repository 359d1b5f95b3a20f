import { basename, dirname, extname } from "node:path";
import { formatOfFile } from "./formats.ts";

/**
 * The name of a model by the path of its file: without the ending of its format, and by its folder where graphs are all
 * called model, such as `SmolLM2-135M-Instruct-q4` for `SmolLM2-135M-Instruct/onnx/model_q4.onnx`.
 */
export function modelNameOf(path: string): string {
  const format = formatOfFile(path);
  const name = basename(path, format === undefined ? undefined : extname(path));
  const [, variant] = /^model(?:_(.+))?$/i.exec(name) ?? [];
  if (format !== "onnx" || !/^model(_|$)/i.test(name)) return name;
  const folder = basename(dirname(path)) === "onnx" ? dirname(dirname(path)) : dirname(path);
  return [basename(folder), variant].filter((part) => part !== undefined && part !== "").join("-");
}
