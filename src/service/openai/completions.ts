import { randomUUID } from "node:crypto";
import type { Usage } from "../../core/usage.ts";
import type { AnswerHead } from "../../wire/openai/server/answer-head.ts";
import { answersOf, completionSchema } from "../../wire/openai/server/answer-schemas.ts";
import {
  type CompletionRequestBody,
  completionRequestBodySchema,
  listIgnoredOfCompletion,
  toCompletionRequests,
} from "../../wire/openai/server/completion-request-body.ts";
import {
  createCompletionChunkEncoder,
  encodeCompletion,
  encodeCompletionUsageChunk,
} from "../../wire/openai/server/encode-completion.ts";
import { sumUsage } from "../../wire/openai/server/sum-usage.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { clientSignal } from "../app/client-signal.ts";
import { toFrame } from "../app/event-stream.ts";
import { HttpError } from "../app/http-error.ts";
import type { ServiceMetrics } from "../app/metrics.ts";
import { toChoices, toTtlMs } from "./chat-completions.ts";
import { type ChatJob, collectAnswers, type StreamEncoder, streamAnswers } from "./chat-job.ts";

/** Prompts times answers; each is a generation of its own. */
const MOST_CHOICES = 128;

const schema = {
  summary: "Continues texts as they stand, without a chat template",
  tags: ["openai"],
  body: completionRequestBodySchema,
  response: answersOf(completionSchema),
};

/** `POST /v1/completions` */
export function addCompletions(app: App, context: AppContext, metrics: ServiceMetrics): void {
  app.post("/v1/completions", { schema }, async (request, reply) => {
    const { body } = request;
    const n = body.n ?? 1;
    const requests = toCompletionRequests(body).flatMap((one) => toChoices(one, n));
    requireFew(requests.length);
    const signal = clientSignal(reply);
    const open = () => openJob(body, { requests, signal }, { ...context, metrics });
    if (body.stream === true)
      return await streamAnswers({ reply, clock: context.clock }, async () => {
        const { head, job } = await open();
        return { job, encoder: createEncoder(head, body, requests.length) };
      });
    const { head, job } = await open();
    using _ = job;
    const answers = await collectAnswers(job, reply);
    const usages = answers.map(({ finish }) => finish?.usage ?? {});
    return encodeCompletion(head, answers, sumOfPrompts(usages, n));
  });
}

async function openJob(
  body: CompletionRequestBody,
  asked: Pick<ChatJob, "requests" | "signal">,
  { host, now, metrics }: Pick<AppContext, "host" | "now"> & { readonly metrics: ServiceMetrics },
): Promise<{ readonly head: AnswerHead; readonly job: ChatJob }> {
  const opened = await host.openChat(body.model, { signal: asked.signal, ttlMs: toTtlMs(body.ttl) });
  const { servedName } = opened.model;
  const head: AnswerHead = {
    id: `cmpl-${randomUUID().replaceAll("-", "")}`,
    created: Math.floor(now().getTime() / 1000),
    model: servedName,
  };
  const job: ChatJob = {
    ...asked,
    part: opened.part,
    ignored: listIgnoredOfCompletion(body),
    meter: () => metrics.beginAnswer(opened.model),
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  };
  return { head, job };
}

function createEncoder(head: AnswerHead, body: CompletionRequestBody, choices: number): StreamEncoder {
  const encoders = Array.from({ length: choices }, (_, index) => createCompletionChunkEncoder(head, index));
  const usages: Usage[] = [];
  const frame = (chunk: object | undefined) => chunk && toFrame(chunk);
  return {
    encode(index, event) {
      if (event.type === "finish") usages[index] = event.usage;
      return frame(encoders[index]?.encode(event));
    },
    last: () =>
      body.stream_options?.include_usage === true
        ? frame(encodeCompletionUsageChunk(head, sumOfPrompts(usages, body.n ?? 1)))
        : undefined,
  };
}

/** Usage of several prompts with `n` answers each: every prompt counts once. */
function sumOfPrompts(usages: readonly Usage[], n: number): Usage {
  const { promptTokens, cachedPromptTokens } = sumUsage(usages.filter((_, index) => index % n === 0));
  return { ...sumUsage(usages), promptTokens, cachedPromptTokens };
}

function requireFew(choices: number): void {
  if (choices <= MOST_CHOICES) return;
  throw new HttpError(400, "invalid_input", `prompts times n must be at most ${MOST_CHOICES}, not ${choices}.`, "n");
}
