/** What a client saw of one answer. */
export interface SeenAnswer {
  readonly ttftMs: number;
  readonly endMs: number;
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly completionTokens: number;
  readonly text: string;
}

export interface ChatTurn {
  readonly role: "user" | "assistant";
  readonly content: string;
}

interface Chunk {
  readonly choices?: readonly { readonly delta?: { readonly content?: string | null } }[];
  readonly usage?: {
    readonly prompt_tokens: number;
    readonly completion_tokens: number;
    readonly prompt_tokens_details?: { readonly cached_tokens?: number };
  } | null;
}

/** A server said no. */
export class RefusedRequest extends Error {
  readonly status: number;
  /** Seconds, as the server says them. */
  readonly retryAfter: string | null;

  constructor(response: Response, text: string) {
    super(`${response.status}: ${text}`);
    this.status = response.status;
    this.retryAfter = response.headers.get("retry-after");
  }
}

/** Asks an OpenAI-compatible server and reads the stream to its end; times from the call on. */
export async function askStream(
  url: string,
  model: string,
  { messages, maxTokens }: { readonly messages: readonly ChatTurn[]; readonly maxTokens: number },
): Promise<SeenAnswer> {
  const startMs = performance.now();
  const body = { model, messages, max_tokens: maxTokens, temperature: 0, stream: true };
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...body, stream_options: { include_usage: true } }),
  });
  if (!response.ok || response.body === null) throw new RefusedRequest(response, await response.text());
  let ttftMs: number | undefined;
  let usage: Chunk["usage"];
  let text = "";
  let rest = "";
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (!line.startsWith("data: {")) continue;
      const chunk: Chunk = JSON.parse(line.slice(6));
      const content = chunk.choices?.[0]?.delta?.content ?? "";
      if (content !== "") ttftMs ??= performance.now() - startMs;
      text += content;
      usage = chunk.usage ?? usage;
    }
  }
  const endMs = performance.now() - startMs;
  return {
    ttftMs: ttftMs ?? endMs,
    endMs,
    promptTokens: usage?.prompt_tokens ?? 0,
    cachedTokens: usage?.prompt_tokens_details?.cached_tokens ?? 0,
    completionTokens: usage?.completion_tokens ?? 0,
    text,
  };
}
