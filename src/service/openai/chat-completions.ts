import { randomUUID } from "node:crypto";
import type { ChatRequest } from "../../core/chat-model.ts";
import type { Usage } from "../../core/usage.ts";
import type { AnswerHead } from "../../wire/openai/server/answer-head.ts";
import { answersOf, chatCompletionSchema } from "../../wire/openai/server/answer-schemas.ts";
import {
  type ChatRequestBody,
  chatRequestBodySchema,
  listIgnoredOfChat,
  toChatRequest,
} from "../../wire/openai/server/chat-request-body.ts";
import { encodeChatAnswer } from "../../wire/openai/server/encode-chat-answer.ts";
import { createChunkEncoder, encodeUsageChunk } from "../../wire/openai/server/encode-chat-chunk.ts";
import { sumUsage } from "../../wire/openai/server/sum-usage.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { clientSignal } from "../app/client-signal.ts";
import type { ServiceMetrics } from "../app/metrics.ts";
import { type ChatJob, collectAnswers, type StreamEncoder, streamAnswers } from "./chat-job.ts";

const schema = {
  summary: "Answers a chat, in one piece or as a stream of server-sent events",
  tags: ["openai"],
  body: chatRequestBodySchema,
  response: answersOf(chatCompletionSchema),
};

/** `POST /v1/chat/completions` */
export function addChatCompletions(app: App, context: AppContext, metrics: ServiceMetrics): void {
  app.post("/v1/chat/completions", { schema }, async (request, reply) => {
    const { body } = request;
    const signal = clientSignal(reply);
    const open = () => openJob(body, signal, { ...context, metrics });
    if (body.stream === true)
      return await streamAnswers({ reply, clock: context.clock }, async () => {
        const { head, job } = await open();
        return { job, encoder: createEncoder(head, body) };
      });
    const { head, job } = await open();
    using _ = job;
    return encodeChatAnswer(head, await collectAnswers(job, reply));
  });
}

async function openJob(
  body: ChatRequestBody,
  signal: AbortSignal,
  { host, now, metrics }: Pick<AppContext, "host" | "now"> & { readonly metrics: ServiceMetrics },
): Promise<{ readonly head: AnswerHead; readonly job: ChatJob }> {
  const requests = toChoices(toChatRequest(body), body.n ?? 1);
  const opened = await host.openChat(body.model, { signal, ttlMs: toTtlMs(body.ttl) });
  const { servedName } = opened.model;
  const head: AnswerHead = {
    id: `chatcmpl-${randomUUID().replaceAll("-", "")}`,
    created: Math.floor(now().getTime() / 1000),
    model: servedName,
    legacyFunctions: body.functions != null,
    includeSteps: body.include_steps === true,
  };
  const job: ChatJob = {
    part: opened.part,
    requests,
    signal,
    ignored: listIgnoredOfChat(body),
    meter: () => metrics.beginAnswer(opened.model),
    oneCall: body.parallel_tool_calls === false || head.legacyFunctions === true,
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  };
  return { head, job };
}

/** One request for each choice; with a seed each gets its own, else all answers would be the same. */
export function toChoices(request: ChatRequest, n: number): readonly ChatRequest[] {
  const { seed } = request;
  return Array.from({ length: n }, (_, index) =>
    seed === undefined || index === 0 ? request : { ...request, seed: seed + index },
  );
}

export function toTtlMs(ttl: number | null | undefined): number | undefined {
  return ttl == null || ttl === 0 ? undefined : ttl * 1000;
}

function createEncoder(head: AnswerHead, { n, stream_options: options }: ChatRequestBody): StreamEncoder {
  const choices = Array.from({ length: n ?? 1 }, (_, index) => createChunkEncoder(head, index));
  const usages: Usage[] = [];
  return {
    encode(index, event) {
      if (event.type === "finish") usages[index] = event.usage;
      return choices[index]?.encode(event);
    },
    last: () => (options?.include_usage === true ? encodeUsageChunk(head, sumUsage(usages, true)) : undefined),
  };
}
