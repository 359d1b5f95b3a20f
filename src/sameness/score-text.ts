import type { ChatModel } from "../core/chat-model.ts";
import { AssayError } from "../core/errors.ts";
import { readAnswer, TOP_TOKENS } from "./read-answer.ts";
import type { ScoredToken } from "./reading.ts";

/** An answer of the reference, to be scored by another runtime. */
export interface Continuation {
  /** The prompt as the reference reads it. */
  readonly prompt: string;
  readonly tokens: readonly ScoredToken[];
}

/**
 * Lets a model score a whole text without generating any.
 *
 * @returns the tokens of the text; undefined where the model gives no log-probabilities of a prompt
 * @throws AssayError `aborted`, and whatever else than a refusal the model failed with
 */
export async function scoreText(
  chat: ChatModel,
  text: string,
  signal?: AbortSignal,
): Promise<readonly ScoredToken[] | undefined> {
  if (chat.capabilities.completion === undefined || !chat.capabilities.logprobs) return undefined;
  const request = { messages: [], prompt: { text, echo: true }, maxTokens: 1, temperature: 0, logprobs: TOP_TOKENS };
  const answer = await unlessRefused(() => readAnswer(chat, request, signal));
  const { promptTokens } = answer?.usage ?? {};
  // A server that knows no echo answers with one token.
  if (answer?.tokens === undefined || promptTokens === undefined || answer.tokens.length < promptTokens)
    return undefined;
  return answer.tokens.slice(0, promptTokens);
}

/**
 * Lets a model score a continuation token by token: each is asked for after those before it. It takes a request per token
 * and is for servers that score no prompt.
 *
 * @returns fewer tokens where one holds half a character, which no text can end with; undefined where the model continues no text
 * @throws AssayError `aborted`, and whatever else than a refusal the model failed with
 */
export async function scoreByStep(
  chat: ChatModel,
  { prompt, tokens }: Continuation,
  signal?: AbortSignal,
): Promise<readonly ScoredToken[] | undefined> {
  if (chat.capabilities.completion === undefined || !chat.capabilities.logprobs) return undefined;
  const scored: ScoredToken[] = [];
  let text = prompt;
  for (const { token } of tokens) {
    if (text.includes("\uFFFD")) break;
    const request = { messages: [], prompt: { text }, maxTokens: 1, temperature: 0, logprobs: TOP_TOKENS };
    const [first] = (await unlessRefused(() => readAnswer(chat, request, signal)))?.tokens ?? [];
    // Where the turn ends here there is no token to tell of, and none before the first means that there never is.
    if (first === undefined && scored.length === 0) return undefined;
    const top = first?.top ?? [];
    const logprob = first?.token === token ? first.logprob : top.find((one) => one.token === token)?.logprob;
    scored.push({ token, logprob, top });
    text += token;
  }
  return scored;
}

/** A server may refuse a field of a request, or the whole route; what else goes wrong is told. */
async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const isRefusal = error instanceof AssayError && ["unsupported", "endpoint-status"].includes(error.code);
    if (isRefusal) return undefined;
    throw error;
  }
}
