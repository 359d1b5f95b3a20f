import type { ErrorRecord } from "./errors.ts";
import type { EndEntry, JournalEntry, Run } from "./run.ts";
import type { Warning } from "./warning.ts";

/**
 * Where runs are kept: folders on disk, or a team's database. One process writes a run at a time.
 *
 * An id is the run's own, the path of its folder, or `latest` for the newest in which anything was answered. Every method but `create` and `list` throws `run-missing`, with
 * near ids, for one that is not there, and every method throws `storage-failed` for what the storage refuses.
 */
export interface RunStore {
  /**
   * Records a new run. When its id is taken, the run gets a numbered one: `run.id` of the writer is the one that counts.
   * @throws AssayError `invalid-input` for an id that is not safe as a folder's name, `storage-failed`
   */
  create(run: Run): Promise<RunWriter>;
  /**
   * Opens a run to record more of it; an entry that was cut in the middle of its writing is removed, with a warning.
   * @throws AssayError `run-missing`, `run-locked` naming who writes it, `storage-failed`
   */
  resume(id: string, options?: ReadRunOptions): Promise<RunWriter>;
  /** @throws AssayError `run-missing`, `storage-failed` also for a run that a newer version wrote */
  read(id: string, options?: ReadRunOptions): Promise<RecordedRun>;
  /** Newest first. A run that cannot be read is listed with the reason; nothing else is left out. */
  list(): AsyncIterable<RunListing>;
  /**
   * Removes a run of this store, and none that a path finds elsewhere.
   * @throws AssayError `run-missing`, `run-locked`, `storage-failed` also for what is not a run of ours
   */
  remove(id: string): Promise<void>;
}

export interface ReadRunOptions {
  /** Skips entries that cannot be read, with a warning each; by default the first one throws `storage-failed`. */
  readonly tolerant?: boolean | undefined;
}

/** A run with everything recorded of it. */
export interface RecordedRun {
  readonly run: Run;
  /** Folder of the run, where reports go too; absent where runs are not folders. */
  readonly directory?: string | undefined;
  /**
   * The journal in order, read piece by piece anew with each loop; of a writer, what was there before it.
   * The loop throws AssayError `storage-failed` naming the place that cannot be read.
   */
  readonly entries: AsyncIterable<JournalEntry>;
  /** Lines that were cut or skipped; complete once `entries` has been read. */
  readonly warnings: readonly Warning[];
}

/** The one writer of a run. Disposing it makes everything durable and lets others write; it may be done twice. */
export interface RunWriter extends RecordedRun, AsyncDisposable {
  /**
   * Records one entry. Entries keep the order of the calls, and a call need not wait for the one before.
   *
   * Once it resolves, the entry survives the end of this process by any means; the power failing within about a
   * second may still lose it. After one failure all later calls fail too, and what was recorded before is kept.
   * @throws AssayError `storage-failed`
   */
  append(entry: JournalEntry): Promise<void>;
}

/** One run of a list. */
export type RunListing =
  | {
      readonly type: "run";
      readonly id: string;
      /** ISO 8601. */
      readonly createdAt: string;
      /** `interrupted`: nobody writes it and it came to no end; `failed`: nothing was answered. */
      readonly status: EndEntry["status"] | "running" | "interrupted";
      /** The verdict in a sentence; absent when it came to none. */
      readonly verdict?: string | undefined;
      /** Id of the target to take; absent when the verdict names none, or an older version wrote it. */
      readonly winner?: string | undefined;
      /** Bytes of everything in it, reports included. */
      readonly sizeBytes: number;
      /** Ids of its targets. */
      readonly targets: readonly string[];
      readonly prompts: { readonly name: string; readonly count: number };
      readonly rounds: number;
      readonly directory?: string | undefined;
    }
  | {
      readonly type: "unreadable";
      readonly id: string;
      readonly error: ErrorRecord;
      readonly directory?: string | undefined;
    };
