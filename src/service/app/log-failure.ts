import type { FastifyBaseLogger } from "fastify";
import { HttpError, toErrorAnswer } from "./http-error.ts";

/** Writes what failed here into the log, with its causes: the client is told the message alone. What is refused is no failure. */
export function logFailure(log: FastifyBaseLogger, thrown: unknown): void {
  if (!(thrown instanceof HttpError) && toErrorAnswer(thrown).status >= 500) log.error({ err: thrown });
}
