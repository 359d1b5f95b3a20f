import type { FileHandle } from "node:fs/promises";
import { AssayError } from "../../core/errors.ts";
import { PassingError, retry } from "../../http/retry.ts";
import { DOWNLOAD_RETRIES } from "../../http/retry-policy.ts";
import type { DownloadContext } from "../download-context.ts";
import { toNetworkError } from "../hub-errors.ts";
import { type Interval, mergeIntervals, missingPieces } from "../intervals.ts";
import type { RangeRequest, RemoteRange } from "../open-range.ts";
import type { OnDownloadEvent } from "./download-event.ts";
import type { ProgressMeter } from "./progress-meter.ts";
import { toStorageFailure } from "./storage-failure.ts";
import { watchStall } from "./watch-stall.ts";

/** A file somewhere else. */
export interface RemoteFile {
  /** For people. */
  readonly name: string;
  /** Where it comes from, for people. */
  readonly host: string;
  readonly sizeBytes: number;
  /** What the server calls this content; another name means another content. Absent when it has none. */
  readonly etag?: string | undefined;
  /** @throws AssayError, a `PassingError` where another try may help */
  open(range: RangeRequest): Promise<RemoteRange>;
}

/** The server has another content now than when it was asked what there is. */
export class FileChanged extends Error {
  override readonly name = "FileChanged";
}

/** A try that brings less than this was in vain: a connection that breaks each time after a few bytes is no progress. */
const WORTH_BYTES = 16 * 1024;

export interface TransferOptions {
  readonly signal?: AbortSignal | undefined;
  readonly meter: ProgressMeter;
  readonly onEvent: OnDownloadEvent;
  /** Called after something was written, with everything that is written now. */
  readonly onWritten: (written: () => [number, number][], bytes: number) => Promise<void>;
}

/** A piece on its way: `at` is the first byte that is not written yet. */
interface Piece {
  readonly start: number;
  at: number;
  end: number;
}

/**
 * Fetches what is missing of a file, in pieces over several connections; each piece is tried again on its own.
 *
 * @throws FileChanged; AssayError `download-failed`, `storage-failed`, `aborted` and what opening a piece throws
 */
export async function transfer(
  remote: RemoteFile,
  file: FileHandle,
  done: readonly Interval[],
  context: DownloadContext,
  options: TransferOptions,
): Promise<void> {
  const { clock, limits } = context;
  const waiting: Piece[] = missingPieces(done, remote.sizeBytes, limits.pieceBytes).map(([start, end]) => ({
    start,
    at: start,
    end,
  }));
  const taken: Piece[] = [];
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const written = () => mergeIntervals([...done, ...taken.map(({ start, at }) => [start, at] as const)]);
  // The first answer tells whether the server sends parts at all: until then there is one connection.
  const opened = Promise.withResolvers<void>();

  async function work(): Promise<void> {
    for (let piece = waiting.shift(); piece !== undefined; piece = waiting.shift()) {
      const own = piece;
      taken.push(own);
      await retry((resetTries) => readPiece(own, resetTries), {
        policy: { ...DOWNLOAD_RETRIES, delaysMs: limits.retryDelaysMs },
        clock,
        signal,
        onRetry: (error, delayMs) =>
          options.onEvent({ type: "retrying", file: remote.name, because: error.message, delayMs }),
      });
    }
  }

  async function readPiece(piece: Piece, resetTries: () => void): Promise<void> {
    const from = piece.at;
    using stall = watchStall(clock, limits.stallMs);
    try {
      const range = await remote.open({
        start: piece.at,
        end: piece.end,
        signal: AbortSignal.any([signal, stall.signal]),
      });
      refuseOther(remote, range);
      if (range.isWhole && waiting.length > 0) {
        // It sends the whole whatever is asked: then one connection takes everything that is left.
        piece.end = remote.sizeBytes;
        waiting.length = 0;
      }
      opened.resolve();
      let at = range.start;
      for await (const chunk of range.body) {
        stall.rest(); // our own disk may take its time
        if (at + chunk.length > remote.sizeBytes) throw new FileChanged(`${remote.name} is longer than it was`);
        const bytes = chunk.subarray(Math.max(0, piece.at - at), Math.max(0, piece.end - at));
        if (bytes.length > 0) {
          await write(file, bytes, piece.at, remote.name);
          piece.at += bytes.length;
          options.meter.add(bytes.length);
          if (piece.at - from >= WORTH_BYTES) resetTries();
          await options.onWritten(written, bytes.length);
        }
        at += chunk.length;
        // Read to its end, an answer leaves the connection for the next; what is too much is not waited for.
        if (piece.at >= piece.end && at !== (range.isWhole ? remote.sizeBytes : piece.end)) break;
        stall.beat();
      }
    } catch (thrown) {
      // It broke after the last byte, which is no loss.
      if (piece.at >= piece.end) return;
      if (stall.signal.aborted && !signal.aborted) throw stalled(remote, limits.stallMs, thrown);
      if (thrown instanceof AssayError || thrown instanceof FileChanged || signal.aborted) throw thrown;
      throw broken(remote, thrown);
    }
    if (piece.at < piece.end) throw broken(remote, undefined);
  }

  const first = work();
  await Promise.race([opened.promise, first]).catch(() => stop.abort());
  const more = Math.min(limits.connections - 1, waiting.length);
  const workers = [first, ...Array.from({ length: more }, work)];
  for (const worker of workers) worker.catch(() => stop.abort());
  const results = await Promise.allSettled(workers);
  // Those that were stopped because another failed say nothing of interest.
  const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
  const [failure] = [
    ...failures.filter((error) => !(error instanceof AssayError && error.code === "aborted")),
    ...failures,
  ];
  if (failure !== undefined) throw failure;
}

function refuseOther({ name, etag, sizeBytes }: RemoteFile, range: RemoteRange): void {
  // A mirror may have names of its own for the same content: only those of one kind are compared.
  const isComparable = etag !== undefined && range.etag?.length === etag.length;
  if (isComparable && range.etag !== etag) throw new FileChanged(`${name} is another file now`);
  if (range.totalBytes !== undefined && range.totalBytes !== sizeBytes)
    throw new FileChanged(`${name} has another size now`);
}

async function write(file: FileHandle, bytes: Uint8Array, position: number, name: string): Promise<void> {
  try {
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  } catch (thrown) {
    throw toStorageFailure(thrown, `write ${name}`);
  }
}

const GO_ON = "Say the same again: it goes on where it stopped.";

function stalled({ name, host }: RemoteFile, stallMs: number, cause: unknown): PassingError {
  const message = `Cannot download ${name} as ${host} must keep sending: nothing came for ${stallMs / 1000} s`;
  return new PassingError({ code: "download-failed", message, hint: GO_ON, cause });
}

function broken({ name, host }: RemoteFile, cause: unknown): PassingError {
  const reason =
    cause === undefined
      ? "it ended early"
      : toNetworkError(cause, { host, endpoint: `https://${host}` }).message.replace(/^.*: /, "");
  const message = `Cannot download ${name} as ${host} must send all of it: ${reason}`;
  return new PassingError({ code: "download-failed", message, hint: GO_ON, cause });
}
