import type { Clock } from "../../lib/clock.ts";
import type { OnDownloadEvent } from "./download-event.ts";

/** Counts the bytes of a download, and tells them with rate and time to go, not too often. */
export interface ProgressMeter {
  /** Bytes that came now. */
  add(bytes: number): void;
  /** Bytes that were there, or negative ones that have to come again: they say nothing about the rate. */
  skip(bytes: number): void;
  /** Tells what is now, whatever was told last. */
  tell(): void;
}

const TELL_MS = 100;
const WINDOW_MS = 5000;

export function createProgressMeter(totalBytes: number, clock: Clock, onEvent: OnDownloadEvent): ProgressMeter {
  let doneBytes = 0;
  let cameBytes = 0;
  let toldMs = -Infinity;
  const seen: { readonly atMs: number; readonly bytes: number }[] = [{ atMs: clock.now(), bytes: 0 }];

  function tell(): void {
    const atMs = clock.now();
    toldMs = atMs;
    seen.push({ atMs, bytes: cameBytes });
    while (seen.length > 2 && atMs - (seen[1]?.atMs ?? atMs) > WINDOW_MS) seen.shift();
    const [first = { atMs, bytes: cameBytes }] = seen;
    const tookMs = atMs - first.atMs;
    const rate = tookMs > 0 && cameBytes > first.bytes ? ((cameBytes - first.bytes) * 1000) / tookMs : undefined;
    const etaMs = rate && ((totalBytes - doneBytes) * 1000) / rate;
    onEvent({ type: "progress", doneBytes, totalBytes, bytesPerSecond: rate, etaMs });
  }

  return {
    add(bytes) {
      doneBytes += bytes;
      cameBytes += bytes;
      if (clock.now() - toldMs >= TELL_MS) tell();
    },
    skip(bytes) {
      doneBytes += bytes;
    },
    tell,
  };
}
