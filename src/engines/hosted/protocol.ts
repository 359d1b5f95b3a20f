import type { ChatEvent } from "../../core/chat-event.ts";
import type { ChatCapabilities, ChatRequest } from "../../core/chat-model.ts";
import type { LoadOptions, ModelInfo, ModelSource } from "../../core/engine.ts";
import type { ErrorRecord } from "../../core/errors.ts";
import type { Usage } from "../../core/usage.ts";
import type { EngineName } from "../engines.ts";

/** Messages of the parent. All messages are plain JSON; each question has an `id` that its answers carry. */
export type ToChild = { readonly id: number } & (
  | ({ readonly type: "probe" } & EngineChoice)
  | ({ readonly type: "load"; readonly source: ModelSource; readonly options: PlainLoadOptions } & EngineChoice)
  | { readonly type: "chat"; readonly request: ChatRequest }
  | { readonly type: "count"; readonly request: Pick<ChatRequest, "messages" | "tools"> }
  | { readonly type: "embed"; readonly texts: readonly string[] }
  /** Ends the chat or embedding of this id. */
  | { readonly type: "cancel" }
  | { readonly type: "memory" }
  | { readonly type: "ping" }
  | { readonly type: "unload" }
);

/** Messages of the child: any number of events or progress, then one `done` or `failed`, after which nothing of the request is left in it. */
export type ToParent = { readonly id: number } & (
  | { readonly type: "event"; readonly event: ChatEvent }
  | { readonly type: "progress"; readonly ratio: number }
  | { readonly type: "done"; readonly value?: unknown }
  | { readonly type: "failed"; readonly error: ErrorRecord }
);

export interface EngineChoice {
  readonly engine: EngineName;
  /** Plain values of the engine's context. */
  readonly engineOptions: Readonly<Record<string, unknown>>;
}

/** Load options that can travel; the signal and the progress callback stay with the parent. */
export type PlainLoadOptions = Omit<LoadOptions, "signal" | "onProgress">;

/** The value of a load that is `done`. */
export interface LoadedRecord {
  readonly info: ModelInfo;
  /** Resident set of this process before the model was loaded. */
  readonly hostBytes: number;
  readonly chat?:
    | {
        readonly id: string;
        readonly capabilities: ChatCapabilities;
        /** Whether the model counts a prompt's tokens. */
        readonly counts: boolean;
      }
    | undefined;
  readonly embedding?:
    | { readonly id: string; readonly dimensions?: number | undefined; readonly maxTokens?: number | undefined }
    | undefined;
}

/** The value of an embedding that is `done`: each vector as base64 of its little-endian float32 numbers. */
export interface EmbeddingsRecord {
  readonly vectors: readonly string[];
  readonly usage: Usage;
}

/** The value of a memory question that is `done`. */
export interface MemoryRecord {
  readonly residentBytes: number;
  readonly peakResidentBytes: number;
}
