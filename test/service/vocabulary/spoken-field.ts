import type { ChatRequest } from "../../../src/core/chat-model.ts";

/** Servers whose clients come here. */
export type Server =
  | "OpenAI"
  | "llama.cpp"
  | "Ollama"
  | "LM Studio"
  | "vLLM"
  | "Foundry Local"
  | "SGLang"
  | "Mistral"
  | "Text Generation Inference";

/** What becomes of a value that a client sends. */
export type Outcome =
  /** The request that the model gets has these parts. */
  | { readonly becomes: Partial<ChatRequest> }
  /** Nothing of it is left, and nothing is lost by it. */
  | "accepted"
  /** The answer is given, and `Assay-Warning` names the field. */
  | "named"
  /** A 400 that names the field. */
  | "refused";

/** One value of one field of a route. */
export interface SpokenField {
  readonly field: string;
  readonly value: unknown;
  /** Who takes this value, as far as their documents and sources say. */
  readonly from: readonly Server[];
  readonly outcome: Outcome;
  /** What must stand beside it. */
  readonly beside?: Readonly<Record<string, unknown>> | undefined;
}

/** Writes rows of one field. */
export function field(name: string, from: readonly Server[], ...cells: readonly Cell[]): readonly SpokenField[] {
  return cells.map(([value, outcome, beside]) => ({ field: name, value, from, outcome, beside }));
}

type Cell = readonly [value: unknown, outcome: Outcome, beside?: Readonly<Record<string, unknown>>];
