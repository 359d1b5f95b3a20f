import type { ChatModel, ChatRequest } from "../core/chat-model.ts";
import { AssayError, toErrorRecord } from "../core/errors.ts";
import { type CollectedAnswer, readAnswer, TOP_TOKENS } from "./read-answer.ts";
import type { PromptReading, Runtime, RuntimeReading, ScoredToken } from "./reading.ts";
import { scoreByStep, scoreText } from "./score-text.ts";

/** A prompt with the request that asks it. */
export interface AskedPrompt {
  readonly id: string;
  readonly request: ChatRequest;
}

export interface ReadOptions {
  /** The reading that this one is to be compared with; absent: it is the reference itself. */
  readonly reference?: RuntimeReading | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called as each prompt begins. */
  readonly onPrompt?: ((prompt: string) => void) | undefined;
}

/**
 * Reads how a runtime renders each prompt, answers it, and scores the reference's answer to it.
 *
 * Never throws: what failed or was stopped keeps what had been read, with the reason.
 */
export async function readRuntime(
  { id, chat }: Runtime,
  prompts: readonly AskedPrompt[],
  options: ReadOptions = {},
): Promise<RuntimeReading> {
  const reader = new Reader(chat, options);
  const read: PromptReading[] = [];
  try {
    for (const prompt of prompts) {
      options.onPrompt?.(prompt.id);
      read.push(await reader.read(prompt));
    }
  } catch (thrown) {
    return { runtime: id, prompts: read, notes: [...reader.notes], error: toErrorRecord(thrown) };
  }
  return { runtime: id, prompts: read, notes: [...reader.notes] };
}

class Reader {
  readonly notes = new Set<string>();
  readonly #chat: ChatModel;
  readonly #options: ReadOptions;
  #givesLogprobs: boolean;
  /** How the reference's answers are scored; the first prompt finds out. */
  #scoring: "text" | "step" | "none" = "text";

  constructor(chat: ChatModel, options: ReadOptions) {
    this.#chat = chat;
    this.#options = options;
    this.#givesLogprobs = chat.capabilities.logprobs;
    if (!this.#givesLogprobs) this.notes.add("gives no log-probabilities");
    if (chat.renderPrompt === undefined) this.notes.add("does not show the prompt that it reads");
  }

  async read({ id, request }: AskedPrompt): Promise<PromptReading> {
    const { signal } = this.#options;
    const rendered = await this.#chat.renderPrompt?.(request, signal);
    const { usage, ...answer } = await this.#ask(request);
    const reading = { prompt: id, rendered, promptTokens: rendered?.tokens.length ?? usage.promptTokens, answer };
    const scored = await this.#score(reading);
    return scored === undefined ? reading : { ...reading, scored };
  }

  /** Servers refuse log-probabilities in many words: then the answer alone is asked for. */
  async #ask(request: ChatRequest): Promise<CollectedAnswer> {
    const { signal } = this.#options;
    if (!this.#givesLogprobs) return readAnswer(this.#chat, request, signal);
    try {
      const answer = await readAnswer(this.#chat, { ...request, logprobs: TOP_TOKENS }, signal);
      if (answer.tokens === undefined && answer.text !== "") this.#goWithoutLogprobs("gives no log-probabilities");
      return answer;
    } catch (error) {
      if (!(error instanceof AssayError) || error.code !== "endpoint-status") throw error;
      const answer = await readAnswer(this.#chat, request, signal);
      this.#goWithoutLogprobs("refuses to give log-probabilities");
      return answer;
    }
  }

  #goWithoutLogprobs(note: string): void {
    this.#givesLogprobs = false;
    this.notes.add(note);
  }

  async #score(reading: PromptReading): Promise<readonly ScoredToken[] | undefined> {
    const { reference } = this.#options;
    const known = reference?.prompts.find(({ prompt }) => prompt === reading.prompt);
    const prompt = reference === undefined ? reading.rendered : known?.rendered;
    const answer = reference === undefined ? reading.answer : known?.answer;
    if (!this.#givesLogprobs || prompt === undefined || answer === undefined || answer.text === "") return undefined;
    const tokens = known?.scored ?? known?.answer.tokens;
    if (this.#scoring === "text") {
      const all = await scoreText(this.#chat, prompt.text + answer.text, this.#options.signal);
      if (all === undefined) this.#scoring = reference === undefined ? "none" : "step";
      else if (reference === undefined) return all.slice(prompt.tokens.length);
      // Tokens at the end of one text are the same ones, whatever stands at its beginning.
      else return tokens === undefined ? undefined : all.slice(-tokens.length);
    }
    if (this.#scoring === "none" || tokens === undefined) return undefined;
    const stepped = await scoreByStep(this.#chat, { prompt: prompt.text, tokens }, this.#options.signal);
    if (stepped === undefined) this.#goWithoutScoring();
    return stepped;
  }

  #goWithoutScoring(): void {
    this.#scoring = "none";
    this.notes.add("scores no given text: its log-probabilities are compared as far as the answers agree");
  }
}
