import type { FastifyReply, FastifyRequest } from "fastify";
import { toErrorAnswer } from "../app/http-error.ts";
import { logFailure } from "../app/log-failure.ts";

/** Options of every route that tells or changes the state of this machine; no page but our own may ask for it. */
const MANAGEMENT = {
  config: { access: "management" },
  // A HEAD request would load and unload as a GET does.
  exposeHeadRoute: false,
} as const;

/** Options of a route of the v1.x core; its errors are as OpenAI's. */
export function v1Route<Schema extends object>(summary: string, schema?: Schema) {
  return { ...MANAGEMENT, schema: { summary, tags: ["foundry"], ...(schema as Schema) } };
}

/** Options of a route of the classic service: its clients print the body of an error as it stands. */
export function classicRoute<Schema extends object>(summary: string, schema?: Schema) {
  return { ...v1Route(summary, schema), errorHandler: answerInPlainText };
}

function answerInPlainText(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  logFailure(request.log, error);
  const { status, headers, body } = toErrorAnswer(error);
  void reply.status(status).headers(headers).type("text/plain; charset=utf-8").send(body.error.message);
}
