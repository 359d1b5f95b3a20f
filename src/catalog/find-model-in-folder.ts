import { relative } from "node:path";
import { AssayError } from "../core/errors.ts";
import { FORMATS } from "../formats/formats.ts";
import { statFile } from "../system/stat-file.ts";

/**
 * Finds the one model in a folder: the path of its file to load. What only belongs to a model, such as a projector or a
 * later part, is not counted.
 *
 * @returns absent when there is no such folder
 * @throws AssayError `model-missing` when no model lies in it, `invalid-input` when several do, `storage-failed`
 */
export function findModelInFolder(path: string): string | undefined {
  if (!statFile(path)?.isDirectory()) return undefined;
  const [file, ...others] = FORMATS.flatMap((format) => format.findInFolder(path));
  if (file === undefined)
    throw new AssayError({
      code: "model-missing",
      message: `The folder ${path} holds no .gguf file.`,
      hint: "Name the folder of a model, or its file.",
    });
  if (others.length > 0)
    throw new AssayError({
      code: "invalid-input",
      message: `The folder ${path} holds several models: ${[file, ...others]
        .slice(0, 5)
        .map((found) => relative(path, found))
        .join(", ")}.`,
      hint: `Name the file of one of them, such as ${file}.`,
    });
  return file;
}
