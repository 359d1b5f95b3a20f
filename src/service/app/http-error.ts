import type { FastifyBaseLogger } from "fastify";
import { type AssayError, type ErrorCode, toAssayError } from "../../core/errors.ts";
import { endSentence } from "../../lib/end-sentence.ts";
import { toSystemError } from "../../system/write-error.ts";
import { encodeErrorCode } from "../../wire/assay/error-code.ts";

/** The body of every answer that is an error, in OpenAI's form. */
export interface ErrorAnswer {
  readonly error: {
    readonly message: string;
    readonly type:
      | "invalid_request_error"
      | "not_offered"
      | "server_error"
      | "rate_limit_error"
      | "authentication_error";
    /** The field that is wrong; null when no single one is. */
    readonly param: string | null;
    /** OpenAI's code where it has one, such as `model_not_found`; else ours with underscores. */
    readonly code: string | null;
  };
}

/** An error of the HTTP layer itself, with its own status. */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;
  readonly param: string | undefined;
  readonly code: string;

  constructor(status: number, code: string, message: string, param?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.param = param;
  }
}

const STATUS: Readonly<Record<ErrorCode, number>> = {
  "invalid-input": 400,
  "invalid-file": 500,
  "unknown-model": 404,
  "model-missing": 404,
  "model-invalid": 500,
  "model-crashed": 500,
  "engine-missing": 501,
  "device-absent": 400,
  "out-of-memory": 507,
  "context-exceeded": 400,
  unsupported: 400,
  "endpoint-unreachable": 502,
  "endpoint-status": 502,
  "endpoint-protocol": 502,
  "stream-cut": 502,
  timeout: 504,
  "adapter-untrusted": 403,
  "key-untrusted": 403,
  "adapter-failed": 502,
  "run-missing": 404,
  "run-locked": 409,
  "run-changed": 409,
  "storage-failed": 500,
  "access-denied": 403,
  "download-failed": 502,
  "queue-full": 429,
  "service-unavailable": 503,
  aborted: 499,
  internal: 500,
};

/** Our codes for what the HTTP server itself refuses before any route sees it. */
const SERVER_CODES: Readonly<Record<number, string>> = {
  400: "invalid_body",
  413: "body_too_large",
  415: "unsupported_media_type",
};

/** When nobody knows when it is worth to try again; the client's own backoff does the rest. */
const RETRY_AFTER_MS = 1_000;

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ErrorAnswer;
}

/** The status, headers and body that tell a client what went wrong; the hint becomes part of the message. */
export function toErrorAnswer(thrown: unknown): HttpAnswer {
  if (thrown instanceof HttpError) return answer(thrown.status, thrown.message, thrown.code, thrown.param);
  const refused = refusalOf(thrown);
  if (refused !== undefined) return answer(refused.status, refused.message, SERVER_CODES[refused.status] ?? "refused");
  const error = toAssayError(toSystemError(thrown));
  const { status, body } = answer(STATUS[error.code], messageOf(error), encodeErrorCode(error.code));
  return { status, body, headers: retryAfter(status, error.retryAfterMs) };
}

/** Error of the HTTP server for a request that it could not read. */
function refusalOf(thrown: unknown): { readonly status: number; readonly message: string } | undefined {
  if (!(thrown instanceof Error) || !("statusCode" in thrown) || typeof thrown.statusCode !== "number")
    return undefined;
  const { statusCode: status, message } = thrown;
  if (status < 400 || status >= 500) return undefined;
  if (status === 413) return { status, message: "The body is too large." };
  if (status === 415)
    return {
      status,
      message:
        'The content-type of the body must be application/json. With curl: -H "Content-Type: application/json"; in PowerShell: -ContentType application/json',
    };
  // An address that leads out of the pages' folder; its file is refused before it is looked for.
  if (status === 403) return { status, message: "The address must name a file of the pages." };
  return { status, message: endSentence(`The body must be JSON: ${message}`) };
}

function messageOf({ message, hint }: AssayError): string {
  if (hint === undefined) return message;
  return `${endSentence(message)} ${hint.charAt(0).toUpperCase()}${hint.slice(1)}`;
}

function answer(status: number, message: string, code: string, param?: string): HttpAnswer {
  return {
    status,
    headers: retryAfter(status),
    body: { error: { message, type: typeOf(status, code), param: param ?? null, code } },
  };
}

/** In whole seconds, as RFC 9110 has it. */
function retryAfter(status: number, ms?: number): Readonly<Record<string, string>> {
  if (status !== 429 && status !== 503 && ms === undefined) return {};
  return { "retry-after": String(Math.max(1, Math.ceil((ms ?? RETRY_AFTER_MS) / 1000))) };
}

function typeOf(status: number, code: string): ErrorAnswer["error"]["type"] {
  if (code === "not_offered") return "not_offered";
  if (status === 429) return "rate_limit_error";
  if (status === 401) return "authentication_error";
  return status < 500 ? "invalid_request_error" : "server_error";
}

/** Writes what failed here into the log, with its causes: the client is told the message alone. What is refused is no failure. */
export function logFailure(log: FastifyBaseLogger, thrown: unknown): void {
  if (!(thrown instanceof HttpError) && toErrorAnswer(thrown).status >= 500) log.error({ err: thrown });
}
