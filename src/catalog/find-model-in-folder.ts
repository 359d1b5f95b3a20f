import { readdirSync } from "node:fs";
import { join } from "node:path";
import { AssayError, toAssayError } from "../core/errors.ts";
import { statFile } from "../system/stat-file.ts";

/**
 * Finds the one model file in a folder; of a model in several parts, the first part.
 *
 * @returns absent when there is no such folder
 * @throws AssayError `model-missing` when no `.gguf` lies in it, `invalid-input` when several models do, `storage-failed`
 */
export function findModelInFolder(path: string): string | undefined {
  if (!statFile(path)?.isDirectory()) return undefined;
  const files = listFolder(path)
    .filter((file) => /\.gguf$/i.test(file) && !isLaterPart(file))
    .sort();
  const [file] = files;
  if (file === undefined)
    throw new AssayError({
      code: "model-missing",
      message: `Cannot use ${path} as the folder of a model must hold a .gguf file: it holds none`,
    });
  if (files.length > 1)
    throw new AssayError({
      code: "invalid-input",
      message: `Cannot use ${path} as the folder of a model must hold one: it holds ${files.slice(0, 5).join(", ")}`,
      hint: `Name the file: ${join(path, file)}`,
    });
  return join(path, file);
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (thrown) {
    throw toAssayError(thrown, "storage-failed");
  }
}

// Split files are named x-00001-of-00003.gguf by llama.cpp's gguf-split; the first part leads to the others.
function isLaterPart(file: string): boolean {
  const [, part] = /-(\d{5})-of-\d{5}\.gguf$/i.exec(file) ?? [];
  return part !== undefined && Number(part) > 1;
}
