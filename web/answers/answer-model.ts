import type { ChatModel } from "../../src/core/chat-model.ts";

/** A model that rooms offer to pick, wherever it runs. */
export interface AnswerModel {
  /** Unique among all of them, and the same at the next visit. */
  readonly id: string;
  /** Name for people. */
  readonly label: string;
  readonly place: "service" | "page";
  /** Whether it answers at once, or is loaded first. */
  readonly isLoaded: boolean;
  /** Bytes of its files; absent when unknown. */
  readonly sizeBytes?: number | undefined;
  /** Tokens that prompt and answer may hold together; absent when unknown. */
  readonly contextTokens?: number | undefined;
  /** @throws PageError or AssayError */
  open(): Promise<ChatModel>;
}
