import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import { answersOf } from "../../wire/openai/server/answer-schemas.ts";
import { logFailure, toErrorAnswer } from "../app/http-error.ts";

/** Options of every route that tells or changes the state of this machine; no page but our own may ask for it. */
const MANAGEMENT = {
  config: { access: "management" },
  // A HEAD request would load and unload as a GET does.
  exposeHeadRoute: false,
} as const;

const plainText = { description: "In words.", content: { "text/plain": { schema: z.string() } } };

/** Answers of routes, for the OpenAPI document; without a schema of their own, an answer is told in words only. */
const V1_ANSWERS = answersOf(z.unknown());
const CLASSIC_ANSWERS = { 200: z.unknown(), "4xx": plainText, "5xx": plainText };
/** Those of routes that answer with the status alone, or with words. */
export const NO_CONTENT = { response: { ...CLASSIC_ANSWERS, 200: z.null().describe("It is done.") } };
export const WORDS = { response: { ...CLASSIC_ANSWERS, 200: plainText } };

/** Options of a route of the v1.x core; its errors are as OpenAI's. */
export function v1Route<Schema extends object>(summary: string, schema?: Schema) {
  return { ...MANAGEMENT, schema: { summary, tags: ["foundry"], response: V1_ANSWERS, ...(schema as Schema) } };
}

/** Options of a route of the classic service: its clients print the body of an error as it stands. */
export function classicRoute<Schema extends object>(summary: string, schema?: Schema) {
  const route = v1Route(summary, { response: CLASSIC_ANSWERS, ...(schema as Schema) });
  return { ...route, errorHandler: answerInPlainText };
}

function answerInPlainText(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  logFailure(request.log, error);
  const { status, headers, body } = toErrorAnswer(error);
  void reply.status(status).headers(headers).type("text/plain; charset=utf-8").send(body.error.message);
}
