import type { DownloadEvent, DownloadProgress } from "../../hub/download/download-event.ts";
import { formatDuration } from "../../report/format/format-duration.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import { createLiveLine } from "../terminal/live-line.ts";
import type { Terminal } from "../terminal/terminal.ts";

const REDRAW_MS = 200;
const BAR_WIDTH = 24;

/** Shows a download as it goes on: how much, how fast, how long still. */
export interface DownloadDisplay extends Disposable {
  readonly onProgress: (event: DownloadEvent) => void;
}

/** Draws one line over itself on a terminal; elsewhere writes a plain line per file and per tenth. */
export function createDownloadDisplay(terminal: Terminal, now: () => number): DownloadDisplay {
  const live = createLiveLine(terminal);
  let drawnAt = Number.NEGATIVE_INFINITY;
  let tenth = 0;

  const showProgress = (progress: DownloadProgress) => {
    const { doneBytes, totalBytes } = progress;
    const isDone = doneBytes >= totalBytes;
    if (live !== undefined) {
      if (!isDone && now() - drawnAt < REDRAW_MS) return;
      drawnAt = now();
      live.draw(describeProgress(progress));
      return;
    }
    const reached = totalBytes === 0 ? 10 : Math.floor((10 * doneBytes) / totalBytes);
    if (reached <= tenth) return;
    tenth = reached;
    terminal.note(describeProgress(progress));
  };

  return {
    onProgress(event) {
      switch (event.type) {
        case "progress":
          return showProgress(event);
        case "waiting":
          return terminal.note(`waiting: ${event.owner}`);
        case "started": {
          const from = event.resumedBytes > 0 ? `, goes on from ${formatQuantity(event.resumedBytes, "bytes")}` : "";
          return terminal.note(`downloading ${event.file} (${formatQuantity(event.sizeBytes, "bytes")}${from})`);
        }
        case "retrying":
          return terminal.note(
            `${event.because}; retrying, ${event.attempt} of ${event.attempts}, in ${formatDuration(event.delayMs)}`,
          );
        case "restarted":
          return terminal.note(`beginning anew: ${event.because}`);
        case "verifying":
          return live?.draw(`verifying ${event.file} ...`);
        default:
          return event satisfies never;
      }
    },
    [Symbol.dispose]: () => live?.[Symbol.dispose](),
  };
}

function describeProgress({ doneBytes, totalBytes, bytesPerSecond, etaMs }: DownloadProgress): string {
  const ratio = totalBytes === 0 ? 1 : doneBytes / totalBytes;
  const filled = Math.min(BAR_WIDTH, Math.round(ratio * BAR_WIDTH));
  const parts = [
    `${"█".repeat(filled)}${"░".repeat(BAR_WIDTH - filled)} ${Math.floor(ratio * 100)}%`,
    `${formatQuantity(doneBytes, "bytes")} of ${formatQuantity(totalBytes, "bytes")}`,
    bytesPerSecond === undefined ? "" : `${formatQuantity(bytesPerSecond, "bytes")}/s`,
    etaMs === undefined || doneBytes >= totalBytes ? "" : `about ${formatDuration(etaMs)} left`,
  ];
  return parts.filter((part) => part !== "").join("  ");
}
