import type { ChatModel } from "../../src/core/chat-model.ts";
import type { LoadedModel } from "../../src/core/engine.ts";

/** Enough tokens for a rate, few enough not to be waited for. */
const MEASURED_TOKENS = 8;

/** Lets a model compute once, which compiles its shaders and its hot code; then times it where that is wanted. */
export async function warmUp(
  { chat, embedding }: LoadedModel,
  measure: boolean,
): Promise<{ readonly warmUpMs: number; readonly msPerToken?: number | undefined }> {
  const run = async (tokens: number) => {
    const begunMs = performance.now();
    if (chat !== undefined) return answer(chat, tokens);
    await embedding?.embed(["warm up"]);
    return performance.now() - begunMs;
  };
  const begunMs = performance.now();
  // The second token is computed by other code than the first one.
  await run(2);
  const warmUpMs = performance.now() - begunMs;
  return { warmUpMs, ...(measure ? { msPerToken: await run(MEASURED_TOKENS) } : {}) };
}

/** Continues a text, and tells what a token took from the first one on; undefined for an answer that has no second one. */
async function answer(chat: ChatModel, maxTokens: number): Promise<number | undefined> {
  let firstMs: number | undefined;
  let tokens = 0;
  const request = { messages: [], prompt: { text: "One two three" }, maxTokens, temperature: 0, promptReuse: false };
  for await (const event of chat.chat(request))
    if (event.type === "text-delta") {
      firstMs ??= performance.now();
      tokens += event.tokens ?? 1;
    }
  return firstMs === undefined || tokens < 2 ? undefined : (performance.now() - firstMs) / (tokens - 1);
}
