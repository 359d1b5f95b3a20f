import type { ChatRequest } from "../core/chat-model.ts";
import type { Prompt } from "../core/prompt.ts";
import type { RequestPlan } from "../core/run.ts";

/** The chat request for a prompt; with a nonce, its random text stands in front of everything the model reads. */
export function buildRequest(prompt: Prompt, plan: RequestPlan, nonce: string | undefined): ChatRequest {
  const front = nonce === undefined ? "" : `[${nonce}] `;
  const system = prompt.system === undefined ? [] : [{ role: "system" as const, content: front + prompt.system }];
  return {
    messages: [
      ...system,
      { role: "user", content: prompt.system === undefined ? front + prompt.prompt : prompt.prompt },
    ],
    maxTokens: prompt.maxTokens ?? plan.maxTokens,
    temperature: plan.temperature,
    seed: plan.seed,
    stream: plan.stream,
    promptReuse: plan.prefixCache === "on",
  };
}
