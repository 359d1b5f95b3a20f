import { randomUUID } from "node:crypto";
import * as z from "zod";
import { answersOf, errorAnswerSchema, responseSchema } from "../../wire/openai/server/answer-schemas.ts";
import {
  createResponseStream,
  type ResponseEvent,
  type ResponseStream,
} from "../../wire/openai/server/create-response-stream.ts";
import {
  listIgnoredOfResponse,
  type ResponseRequestBody,
  responseRequestBodySchema,
  toResponseRequest,
} from "../../wire/openai/server/response-request-body.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { clientSignal } from "../app/client-signal.ts";
import { DONE_FRAME, toFrame } from "../app/event-stream.ts";
import { HttpError, toErrorAnswer } from "../app/http-error.ts";
import type { ServiceMetrics } from "../app/metrics.ts";
import { toTtlMs } from "./chat-completions.ts";
import { type ChatJob, collectEvents, type StreamEncoder, streamAnswers } from "./chat-job.ts";

const schema = {
  summary: "Answers with a response, in one piece or as a stream of typed events; nothing is stored",
  tags: ["openai"],
  body: responseRequestBodySchema,
  response: answersOf(responseSchema),
};

/** `POST /v1/responses`, and the routes that would read what it stored. */
export function addResponses(app: App, context: AppContext, metrics: ServiceMetrics): void {
  app.post("/v1/responses", { schema }, async (request, reply) => {
    const { body } = request;
    const signal = clientSignal(reply);
    const open = () => openJob(body, signal, { ...context, metrics });
    if (body.stream === true)
      return await streamAnswers({ reply, clock: context.clock }, async () => {
        const { stream, job } = await open();
        return { job, encoder: createEncoder(stream) };
      });
    const { stream, job } = await open();
    using _ = job;
    await collectEvents(job, reply, (_index, event) => void stream.push(event));
    return stream.response();
  });
  addUnstored(app);
}

async function openJob(
  body: ResponseRequestBody,
  signal: AbortSignal,
  { host, now, metrics }: Pick<AppContext, "host" | "now"> & { readonly metrics: ServiceMetrics },
): Promise<{ readonly stream: ResponseStream; readonly job: ChatJob }> {
  const requests = [toResponseRequest(body)];
  const opened = await host.openChat(body.model, { signal, ttlMs: toTtlMs(body.ttl) });
  const { servedName } = opened.model;
  const createdAt = Math.floor(now().getTime() / 1000);
  const stream = createResponseStream({ id: `resp_${newId()}`, createdAt, model: servedName, body }, newId);
  const job: ChatJob = {
    part: opened.part,
    requests,
    signal,
    ignored: listIgnoredOfResponse(body),
    meter: () => metrics.beginAnswer(opened.model),
    oneCall: body.parallel_tool_calls === false,
    [Symbol.dispose]: () => opened[Symbol.dispose](),
  };
  return { stream, job };
}

function createEncoder(stream: ResponseStream): StreamEncoder {
  return {
    encode: (_index, event) => toFrames(stream.push(event)),
    fail: (thrown) => `${toFrames(stream.fail(toFailure(thrown)))}${DONE_FRAME}`,
  };
}

/** Nothing is stored: whatever id is asked for, the answer is that. */
function addUnstored(app: App): void {
  const params = z.object({ id: z.string() });
  const answers = { tags: ["openai"], params, response: { "4xx": errorAnswerSchema } };
  const routes = [
    ["GET", "/v1/responses/:id"],
    ["DELETE", "/v1/responses/:id"],
    ["GET", "/v1/responses/:id/input_items"],
    ["POST", "/v1/responses/:id/cancel"],
  ] as const;
  for (const [method, url] of routes) {
    const summary = "Answers 404, as no response is stored";
    app.route({
      method,
      url,
      schema: { ...answers, summary },
      handler: async ({ params: { id } }) => {
        const shown = id.length > 100 ? `${id.slice(0, 97)}...` : id;
        throw new HttpError(404, "not_stored", `There is no response ${shown} as nothing is stored here`);
      },
    });
  }
}

function newId(): string {
  return randomUUID().replaceAll("-", "");
}

function toFrames(events: readonly ResponseEvent[]): string | undefined {
  return events.length === 0 ? undefined : events.map((event) => toFrame(event, event.type)).join("");
}

function toFailure(thrown: unknown) {
  const { code, message } = toErrorAnswer(thrown).body.error;
  return { code: code ?? "server_error", message };
}
