import { dirname, isAbsolute, relative, sep } from "node:path";

/** A path as a models.json names it: relative where the file lies below, so that both can be moved together. */
export function toWrittenPath(path: string, modelsFile: string): string {
  const written = relative(dirname(modelsFile), path);
  return written.startsWith("..") || isAbsolute(written) ? path : written.split(sep).join("/");
}
