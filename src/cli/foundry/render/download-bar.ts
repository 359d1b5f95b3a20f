import type { DownloadProgress } from "../../../hub/download/download-event.ts";

const CELLS = 36;

/** `[####....] 45.00 % [Time remaining: about 3s]        105.2 MB/s` */
export function renderDownloadBar(progress: Omit<DownloadProgress, "type">): string {
  const { doneBytes, totalBytes, bytesPerSecond, etaMs } = progress;
  const ratio = totalBytes === 0 ? 1 : Math.min(doneBytes / totalBytes, 1);
  const bar = "#".repeat(Math.round(ratio * CELLS)).padEnd(CELLS, ".");
  const remaining = ratio === 1 ? "about 0s" : etaMs === undefined ? "unknown" : `about ${formatTime(etaMs)}`;
  const rate = bytesPerSecond === undefined ? "" : `        ${(bytesPerSecond / 1e6).toFixed(1)} MB/s`;
  return `[${bar}] ${(ratio * 100).toFixed(2)} % [Time remaining: ${remaining}]${rate}`;
}

function formatTime(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
