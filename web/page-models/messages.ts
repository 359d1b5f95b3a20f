import type { LoadOptions, ModelInfo } from "../../src/core/engine.ts";
import type { LoadedParts, ModelAnswer, ModelQuestion } from "../../src/engines/hosted/link/protocol.ts";
import type { PageDevice, PageModel } from "./page-model.ts";

/** Messages to the worker of a model; each question has an `id` that its answers carry. */
export type ToWorker = { readonly id: number } & (
  | { readonly type: "load"; readonly model: PageModel; readonly settings: WorkerSettings }
  | ModelQuestion
  /** Ends the load, chat or embedding of this id. */
  | { readonly type: "cancel" }
);

/** Messages from the worker: those of any model elsewhere, and how far a load is. */
export type FromWorker =
  | ModelAnswer
  | { readonly id: number; readonly type: "load-progress"; readonly progress: LoadProgress };

export interface WorkerSettings
  extends Pick<LoadOptions, "contextTokens" | "parallel" | "chatTemplate" | "templateVariables"> {
  readonly device: PageDevice;
  /** Headers that open the service's files to this page. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether files are kept in the browser's storage where it has one. */
  readonly keep: boolean;
  /** Whether a short answer is timed, to compare devices by. */
  readonly measure: boolean;
}

/** How far a load is. */
export type LoadProgress =
  | {
      readonly phase: "download";
      readonly file: string;
      readonly loadedBytes: number;
      readonly totalBytes: number;
      /** Of all files of the model. */
      readonly ratio: number;
    }
  | { readonly phase: "load" | "warm-up" };

/** The value of a load that is `done`. */
export interface LoadedInWorker extends LoadedParts {
  readonly info: ModelInfo;
  readonly figures: LoadFigures;
}

/** What a load took. */
export interface LoadFigures {
  /** From the service; 0 where all files lay in the browser's storage. */
  readonly downloadedBytes: number;
  readonly downloadMs: number;
  /** From stored files to a model that answers. */
  readonly loadMs: number;
  /** The first answer of one token, which compiles shaders and code. */
  readonly warmUpMs: number;
  /** Of a short answer after the warm-up; absent unless it was to be measured. */
  readonly msPerToken?: number | undefined;
}
