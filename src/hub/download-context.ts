import * as promises from "node:fs/promises";
import { createSystemContext, type FileSystem, type SystemContext } from "../system/system-context.ts";

/** Dependencies of downloads and the cache. */
export interface DownloadContext extends SystemContext {
  readonly fs: FileSystem &
    Pick<typeof promises, "statfs" | "symlink" | "link" | "copyFile" | "lstat" | "realpath" | "rmdir" | "utimes">;
  readonly limits: DownloadLimits;
}

export interface DownloadLimits {
  /** Connections at the same time. */
  readonly connections: number;
  /** Most bytes that one request asks for. */
  readonly pieceBytes: number;
  /** A connection that brings nothing for so long is given up. */
  readonly stallMs: number;
  /** The journal notes written bytes after so long, or so many bytes, at the latest: a kill loses no more. */
  readonly checkpointMs: number;
  readonly checkpointBytes: number;
  /** Waits between tries of a piece that brought nothing in between. */
  readonly retryDelaysMs: readonly number[];
}

const MIB = 1 << 20;

/** Four connections fill most lines, and servers allow as many; 32 MiB keep the share of time that a request costs below 1% at 100 MB/s. */
const LIMITS: DownloadLimits = {
  connections: 4,
  pieceBytes: 32 * MIB,
  stallMs: 30_000,
  checkpointMs: 1000,
  checkpointBytes: 64 * MIB,
  retryDelaysMs: [1000, 2000, 5000, 15_000, 30_000],
};

/** The context of this process, except for what is given. */
export async function createDownloadContext(
  given: Partial<Omit<DownloadContext, "limits">> & { readonly limits?: Partial<DownloadLimits> } = {},
): Promise<DownloadContext> {
  const { limits, fs = promises, ...system } = given;
  return { ...(await createSystemContext({ ...system, fs })), fs, limits: { ...LIMITS, ...limits } };
}
