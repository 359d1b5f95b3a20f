import type { ChatEvent } from "../../../core/chat-event.ts";
import type { ChatCapabilities, ChatRequest } from "../../../core/chat-model.ts";
import type { ErrorRecord } from "../../../core/errors.ts";
import type { Usage } from "../../../core/usage.ts";

/** Questions to a model that runs elsewhere. Messages are plain values; each question has an `id` that its answers carry. */
export type ModelQuestion =
  | { readonly type: "chat"; readonly request: ChatRequest }
  | { readonly type: "count" | "render"; readonly request: Pick<ChatRequest, "messages" | "tools"> }
  | { readonly type: "embed"; readonly texts: readonly string[] };

/** Messages from the model: any number of events or progress, then one `done` or `failed`, after which nothing of the request is left there. */
export type ModelAnswer = { readonly id: number } & (
  | { readonly type: "event"; readonly event: ChatEvent }
  | { readonly type: "progress"; readonly ratio: number }
  | { readonly type: "done"; readonly value?: unknown }
  | { readonly type: "failed"; readonly error: ErrorRecord }
);

/** What can be asked of a model that was loaded. */
export interface LoadedParts {
  readonly chat?:
    | {
        readonly id: string;
        readonly capabilities: ChatCapabilities;
        /** Whether the model counts a prompt's tokens. */
        readonly counts: boolean;
        /** Whether it shows the prompt that it reads. */
        readonly renders: boolean;
      }
    | undefined;
  readonly embedding?:
    | { readonly id: string; readonly dimensions?: number | undefined; readonly maxTokens?: number | undefined }
    | undefined;
}

/** The value of an embedding that is `done`. */
export interface EmbeddingsRecord<Sent> {
  readonly vectors: readonly Sent[];
  readonly usage: Usage;
}
