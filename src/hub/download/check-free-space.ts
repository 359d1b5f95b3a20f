import { AssayError } from "../../core/errors.ts";
import type { DownloadContext } from "../download-context.ts";

/** Left free, as a system without any room on its disk is a broken one. */
const RESERVE_BYTES = 64 * (1 << 20);

/** @throws AssayError `storage-failed` when what is to come has no room in `directory` */
export async function checkFreeSpace({ fs }: DownloadContext, directory: string, neededBytes: number): Promise<void> {
  const found = await fs.statfs(directory).catch(() => undefined); // a share that does not tell is tried
  if (found === undefined || found.bavail * found.bsize >= neededBytes + RESERVE_BYTES) return;
  throw new AssayError({
    code: "storage-failed",
    message: `The disk of ${directory} has ${toText(found.bavail * found.bsize)} free; the download needs ${toText(neededBytes + RESERVE_BYTES)}.`,
    hint: `Make room (\`assay cache list\`, \`assay cache clean\`), or keep models on another disk: \`assay cache cd <folder>\`.`,
  });
}

function toText(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.ceil(bytes / 1e6)} MB`;
}
