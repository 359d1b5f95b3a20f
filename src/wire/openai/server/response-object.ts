import type { Usage } from "../../../core/usage.ts";
import type { ResponseRequestBody } from "./response-request-body.ts";

export interface ResponseHead {
  readonly id: string;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly model: string;
  readonly body: ResponseRequestBody;
}

export interface ResponseState {
  readonly status: "in_progress" | "completed" | "incomplete" | "failed" | "cancelled";
  readonly output: readonly object[];
  readonly text: string;
  readonly usage?: Usage | undefined;
  readonly error?: { readonly code: string; readonly message: string } | undefined;
}

/** Encodes a response, as it stands. */
export function encodeResponse({ id, createdAt, model, body }: ResponseHead, state: ResponseState) {
  return {
    id,
    object: "response",
    created_at: createdAt,
    status: state.status,
    background: false,
    error: state.error ?? null,
    incomplete_details: state.status === "incomplete" ? { reason: "max_output_tokens" } : null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    model,
    output: state.output,
    output_text: state.text,
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: false,
    temperature: body.temperature ?? null,
    text: { format: body.text?.format ?? { type: "text" } },
    tool_choice: body.tool_choice ?? "auto",
    tools: body.tools ?? [],
    top_p: body.top_p ?? null,
    truncation: "disabled",
    usage: state.usage === undefined ? null : encodeResponseUsage(state.usage),
    user: body.user ?? null,
    metadata: body.metadata ?? {},
  };
}

/** Null where the counts are not known. */
function encodeResponseUsage({ promptTokens, cachedPromptTokens, completionTokens, reasoningTokens }: Usage) {
  if (promptTokens === undefined || completionTokens === undefined) return null;
  return {
    input_tokens: promptTokens,
    input_tokens_details: { cached_tokens: cachedPromptTokens ?? 0 },
    output_tokens: completionTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens ?? 0 },
    total_tokens: promptTokens + completionTokens,
  };
}
