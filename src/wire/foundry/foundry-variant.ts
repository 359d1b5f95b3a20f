import type { FoundryDevice } from "./model-id.ts";

/** One runnable form of a model, as a Foundry Local service lists it; what it does not tell is absent. */
export interface FoundryVariant {
  /** With its version, such as `Phi-4-mini-instruct-generic-cpu:5`; how every route wants it. */
  readonly id: string;
  readonly alias?: string | undefined;
  readonly device?: FoundryDevice | undefined;
  readonly executionProvider?: string | undefined;
  /** Such as `chat-completion`. */
  readonly task?: string | undefined;
  /** Rounded: the service counts in units of 2^20 bytes. */
  readonly sizeBytes?: number | undefined;
  readonly licence?: string | undefined;
  readonly contextTokens?: number | undefined;
  readonly maxOutputTokens?: number | undefined;
  readonly toolCalling?: boolean | undefined;
  /** Whether it has been downloaded. */
  readonly cached?: boolean | undefined;
  /** Seconds since 1970. */
  readonly createdAt?: number | undefined;
}
