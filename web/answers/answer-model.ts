import type { ChatModel } from "../../src/core/chat-model.ts";
import type { Opening } from "./opening.ts";

export interface OpenOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told how far a model of the page is; one that is open already tells nothing. */
  readonly onOpening?: ((opening: Opening) => void) | undefined;
  /** Ids of models in the page that stay open, though nobody asks them at the moment. */
  readonly beside?: readonly string[] | undefined;
}

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
  /** Whoever opens it disposes what comes. @throws PageError or AssayError */
  open(options?: OpenOptions): Promise<ChatModel>;
}

/** The name that tells a model of the page from the same one of the service. */
export function placedName({ label, place }: AnswerModel): string {
  return place === "page" ? `${label} in the page` : label;
}
