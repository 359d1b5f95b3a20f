import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import { HttpError, toErrorAnswer } from "./http-error.ts";

/** The id of a request, by which its client and our log speak of it. */
export function createRequestId(): string {
  return `req_${randomUUID().replaceAll("-", "")}`;
}

/** Answers an address that the router cannot read, such as `/%zz`; no hook sees such a request. */
export function refuseAddress(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const { status, body } = toErrorAnswer(
    new HttpError(400, "invalid_url", "Each % in the address must begin two hexadecimal digits."),
  );
  void reply.status(status).header("x-request-id", request.id).send(body);
}

/** Answers what the HTTP parser refused, in the form of all other errors; the connection is closed, as its state is unknown. */
export function refuseConnection(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const refused = toRefusal(error.code);
  const text = JSON.stringify(toErrorAnswer(refused).body);
  const head = [
    `HTTP/1.1 ${refused.status} ${REASONS[refused.status] ?? "Bad Request"}`,
    "content-type: application/json; charset=utf-8",
    `content-length: ${Buffer.byteLength(text)}`,
    `x-request-id: ${createRequestId()}`,
    "connection: close",
  ];
  if (socket.writable) socket.write(`${head.join("\r\n")}\r\n\r\n${text}`);
  socket.destroySoon();
}

const REASONS: Readonly<Record<number, string>> = {
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

function toRefusal(code: string | undefined): HttpError {
  switch (code) {
    case "ERR_HTTP_REQUEST_TIMEOUT":
      return new HttpError(408, "request_timeout", "The request was not sent in time.");
    case "HPE_HEADER_OVERFLOW":
      return new HttpError(431, "headers_too_large", "The headers of the request must be at most 16 KB.");
    case "HPE_INVALID_METHOD":
      return new HttpError(400, "invalid_request", "The method of the request must be one of HTTP's.");
    default:
      return new HttpError(400, "invalid_request", "The request is not HTTP/1.1.");
  }
}
