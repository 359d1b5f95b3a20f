/** Events of a download. */
export type DownloadEvent =
  /** Somebody else downloads the same file; their download is waited for. */
  | { readonly type: "waiting"; readonly file: string; readonly owner: string }
  | { readonly type: "started"; readonly file: string; readonly sizeBytes: number; readonly resumedBytes: number }
  | DownloadProgress
  /** `attempt` of at most `attempts` comes next, the first having been 1; they are counted anew when bytes have come. */
  | {
      readonly type: "retrying";
      readonly file: string;
      readonly because: string;
      readonly delayMs: number;
      readonly attempt: number;
      readonly attempts: number;
    }
  /** The server now offers another content; the download begins anew. */
  | { readonly type: "restarted"; readonly file: string; readonly because: string }
  | { readonly type: "verifying"; readonly file: string };

/** Bytes of all files together. */
export interface DownloadProgress {
  readonly type: "progress";
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Of the last seconds; absent at the beginning. */
  readonly bytesPerSecond?: number | undefined;
  /** Absent as long as the rate is. */
  readonly etaMs?: number | undefined;
}

export type OnDownloadEvent = (event: DownloadEvent) => void;
