import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { Duplex } from "node:stream";
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
export function refuseConnection(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  refuseSocket(toRefusal(error.code), socket);
}

/** Answers what Node would drop without an answer in our form: tunnels, and expectations that nobody here meets. */
export function refuseUnserved(server: Server): void {
  server.on("connect", (_request, socket) => {
    socket.on("error", () => socket.destroy());
    refuseSocket(new HttpError(405, "wrong_method", "CONNECT is not served: this is no proxy."), socket);
  });
  server.on("checkExpectation", ({ socket }) => {
    refuseSocket(new HttpError(417, "invalid_request", "The header Expect must be 100-continue or absent."), socket);
  });
}

function refuseSocket(refused: HttpError, socket: Duplex): void {
  const text = JSON.stringify(toErrorAnswer(refused).body);
  const head = [
    `HTTP/1.1 ${refused.status} ${REASONS[refused.status] ?? "Bad Request"}`,
    "content-type: application/json; charset=utf-8",
    `content-length: ${Buffer.byteLength(text)}`,
    `x-request-id: ${createRequestId()}`,
    "connection: close",
  ];
  if (socket.writable) socket.end(`${head.join("\r\n")}\r\n\r\n${text}`, () => socket.destroy());
  else socket.destroy();
}

const REASONS: Readonly<Record<number, string>> = {
  405: "Method Not Allowed",
  408: "Request Timeout",
  417: "Expectation Failed",
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
