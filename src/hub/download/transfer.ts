import type { FileHandle } from "node:fs/promises";
import { AssayError } from "../../core/errors.ts";
import { PassingError, retry } from "../../http/retry.ts";
import { DOWNLOAD_RETRIES } from "../../http/retry-policy.ts";
import { anySignal } from "../../lib/any-signal.ts";
import { explainSystemError } from "../../lib/explain-system-error.ts";
import type { DownloadContext } from "../download-context.ts";
import { type Interval, mergeIntervals, missingPieces } from "../intervals.ts";
import type { RangeRequest, RemoteRange } from "../open-range.ts";
import type { OnDownloadEvent } from "./download-event.ts";
import type { ProgressMeter } from "./progress-meter.ts";
import { toStorageFailure } from "./storage-failure.ts";
import { type StallWatch, watchStall } from "./watch-stall.ts";

/** A file somewhere else. */
export interface RemoteFile {
  /** For people. */
  readonly name: string;
  /** Its origin, for people. */
  readonly host: string;
  readonly sizeBytes: number;
  /** The server's name for this content; another name means another content. Absent when it has none. */
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
  /** The part that is on disk already. */
  readonly done: readonly Interval[];
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
  { remote, file }: { readonly remote: RemoteFile; readonly file: FileHandle },
  context: DownloadContext,
  options: TransferOptions,
): Promise<void> {
  await new Transfer(remote, file, context, options).run();
}

class Transfer {
  readonly #remote: RemoteFile;
  readonly #file: FileHandle;
  readonly #context: DownloadContext;
  readonly #options: TransferOptions;
  readonly #waiting: Piece[];
  readonly #taken: Piece[] = [];
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  /** The first answer tells whether the server sends parts at all: until then there is one connection. */
  readonly #opened = Promise.withResolvers<void>();

  constructor(remote: RemoteFile, file: FileHandle, context: DownloadContext, options: TransferOptions) {
    this.#remote = remote;
    this.#file = file;
    this.#context = context;
    this.#options = options;
    const pieces = missingPieces(options.done, remote.sizeBytes, context.limits.pieceBytes);
    this.#waiting = pieces.map(([start, end]) => ({ start, at: start, end }));
    this.#signal = anySignal(options.signal, this.#stop.signal);
  }

  async run(): Promise<void> {
    const first = this.#work();
    await Promise.race([this.#opened.promise, first]).catch(() => this.#stop.abort());
    const more = Math.min(this.#context.limits.connections - 1, this.#waiting.length);
    const workers = [first, ...Array.from({ length: more }, () => this.#work())];
    for (const worker of workers) worker.catch(() => this.#stop.abort());
    const results = await Promise.allSettled(workers);
    const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    // Those that were stopped because another failed say nothing of interest.
    const cause = failures.find((error) => !(error instanceof AssayError && error.code === "aborted"));
    if (failures.length > 0) throw cause ?? failures[0];
  }

  /** One connection: piece after piece, until none waits. */
  async #work(): Promise<void> {
    const { clock, limits } = this.#context;
    for (let piece = this.#waiting.shift(); piece !== undefined; piece = this.#waiting.shift()) {
      const own = piece;
      this.#taken.push(own);
      await retry((resetTries) => this.#fetch(own, resetTries), {
        policy: { ...DOWNLOAD_RETRIES, delaysMs: limits.retryDelaysMs },
        clock,
        signal: this.#signal,
        onRetry: (error, next) =>
          this.#options.onEvent({ type: "retrying", file: this.#remote.name, because: error.message, ...next }),
      });
    }
  }

  async #fetch(piece: Piece, resetTries: () => void): Promise<void> {
    const { clock, limits } = this.#context;
    using stall = watchStall(clock, limits.stallMs);
    try {
      const range = await this.#open(piece, stall.signal);
      await this.#receive(piece, range, { stall, resetTries });
    } catch (thrown) {
      // It broke after the last byte, which is no loss.
      if (piece.at >= piece.end) return;
      if (stall.signal.aborted && !this.#signal.aborted) throw stalled(this.#remote, limits.stallMs, thrown);
      if (thrown instanceof AssayError || thrown instanceof FileChanged || this.#signal.aborted) throw thrown;
      throw broken(this.#remote, thrown);
    }
    if (piece.at < piece.end) throw broken(this.#remote, undefined);
  }

  async #open(piece: Piece, stalls: AbortSignal): Promise<RemoteRange> {
    const signal = anySignal(this.#signal, stalls);
    const range = await this.#remote.open({ start: piece.at, end: piece.end, signal });
    refuseOther(this.#remote, range);
    if (range.isWhole && this.#waiting.length > 0) {
      // It sends the whole whatever is asked: then one connection takes everything that is left.
      piece.end = this.#remote.sizeBytes;
      this.#waiting.length = 0;
    }
    this.#opened.resolve();
    return range;
  }

  async #receive(
    piece: Piece,
    range: RemoteRange,
    { stall, resetTries }: { readonly stall: StallWatch; readonly resetTries: () => void },
  ): Promise<void> {
    const { name, sizeBytes } = this.#remote;
    const from = piece.at;
    let at = range.start;
    for await (const chunk of range.body) {
      stall.rest(); // our own disk may take its time
      if (at + chunk.length > sizeBytes) throw new FileChanged(`${name} is longer than it was`);
      const bytes = chunk.subarray(Math.max(0, piece.at - at), Math.max(0, piece.end - at));
      if (bytes.length > 0) await this.#keep(piece, bytes);
      if (piece.at - from >= WORTH_BYTES) resetTries();
      at += chunk.length;
      // Read to its end, an answer leaves the connection for the next; what is too much is not waited for.
      if (piece.at >= piece.end && at !== (range.isWhole ? sizeBytes : piece.end)) return;
      stall.beat();
    }
  }

  async #keep(piece: Piece, bytes: Uint8Array): Promise<void> {
    await write(this.#file, bytes, piece.at, this.#remote.name);
    piece.at += bytes.length;
    this.#options.meter.add(bytes.length);
    const written = () =>
      mergeIntervals([...this.#options.done, ...this.#taken.map(({ start, at }) => [start, at] as const)]);
    await this.#options.onWritten(written, bytes.length);
  }
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

const GO_ON = "Run the same command again; it resumes.";

function stalled({ name, host }: RemoteFile, stallMs: number, cause: unknown): PassingError {
  const message = `${host} sent nothing of ${name} for ${stallMs / 1000} s.`;
  return new PassingError({ code: "download-failed", message, hint: GO_ON, cause });
}

function broken({ name, host }: RemoteFile, cause: unknown): PassingError {
  const reason = cause === undefined ? "it ended early" : explainSystemError(cause);
  const message = `${host} did not send all of ${name} (${reason}).`;
  return new PassingError({ code: "download-failed", message, hint: GO_ON, cause });
}
