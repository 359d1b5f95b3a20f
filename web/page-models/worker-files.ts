import type { WorkerSettings } from "./messages.ts";
import type { PageModel } from "./page-model.ts";

/** A model whose files are at hand, in the worker that is to load it. */
export interface WorkerFiles {
  readonly model: PageModel;
  readonly settings: WorkerSettings;
  /** By their names. */
  readonly files: ReadonlyMap<string, Blob>;
  /** Address of the folder of the runtimes. */
  readonly runtimes: string;
  readonly deviceName: string;
  readonly signal: AbortSignal;
}
