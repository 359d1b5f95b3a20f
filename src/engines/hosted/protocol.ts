import type { LoadOptions, ModelInfo, ModelSource } from "../../core/engine.ts";
import type { EngineName } from "../engines.ts";
import type { LoadedParts, ModelAnswer, ModelQuestion } from "./link/protocol.ts";

/** Messages of the parent, as plain JSON. */
export type ToChild = { readonly id: number } & (
  | ({ readonly type: "probe" } & EngineChoice)
  | ({ readonly type: "load"; readonly source: ModelSource; readonly options: PlainLoadOptions } & EngineChoice)
  | ModelQuestion
  /** Ends the chat or embedding of this id. */
  | { readonly type: "cancel" }
  | { readonly type: "memory" }
  | { readonly type: "processor" }
  | { readonly type: "ping" }
  | { readonly type: "unload" }
);

/** Messages of the child, as plain JSON. */
export type ToParent = ModelAnswer;

export interface EngineChoice {
  readonly engine: EngineName;
  /** Plain values of the engine's context. */
  readonly engineOptions: Readonly<Record<string, unknown>>;
}

/** Load options that can travel; the signal and the progress callback stay with the parent. */
export type PlainLoadOptions = Omit<LoadOptions, "signal" | "onProgress">;

/** The value of a load that is `done`. */
export interface LoadedRecord extends LoadedParts {
  readonly info: ModelInfo;
  /** Resident set of this process before the model was loaded. */
  readonly hostBytes: number;
}

/** The value of a processor question that is `done`. */
export interface ProcessorRecord {
  /** Time that all threads have taken so far. */
  readonly processorMs: number;
}

/** The value of a memory question that is `done`. */
export interface MemoryRecord {
  readonly residentBytes: number;
  readonly peakResidentBytes: number;
}
