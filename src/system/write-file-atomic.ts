import { randomUUID } from "node:crypto";
import { dirname } from "node:path";
import { fileErrorCode } from "./file-error-code.ts";
import type { FileSystem } from "./system-context.ts";

/**
 * Writes a file so that at any moment, whatever fails, either all of it is there or what was there before.
 *
 * @param mode who may read it, where the system has such modes; default: everyone the umask lets
 */
export async function writeFileAtomic(fs: FileSystem, path: string, text: string, mode?: number): Promise<void> {
  // In the same folder: a rename is atomic within one file system only.
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await fs.open(temporary, "wx", mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.rename(temporary, path);
  } catch (error) {
    await fs.rm(temporary, { force: true }).catch(() => {}); // the first error is the one to tell
    throw error;
  }
  await syncFolder(fs, dirname(path));
}

/** Makes names in a folder survive a power failure, where the system can: Windows opens no folders, some shares sync none. */
async function syncFolder(fs: FileSystem, directory: string): Promise<void> {
  try {
    await using folder = await fs.open(directory, "r");
    await folder.sync();
  } catch (error) {
    if (!["EPERM", "EACCES", "EISDIR", "EINVAL", "ENOTSUP", "EBADF"].includes(fileErrorCode(error) ?? "")) throw error;
  }
}
