import type { DownloadContext } from "../download-context.ts";
import type { DownloadRecords } from "./download-records.ts";

/** Where models lie, and what is known of them. */
export interface CacheContext {
  readonly context: DownloadContext;
  readonly records: DownloadRecords;
  /** Folder that models of the hub are downloaded into. */
  readonly hubCache: string;
  /** Folder of what came from no hub. */
  readonly cacheDirectory: string;
}
