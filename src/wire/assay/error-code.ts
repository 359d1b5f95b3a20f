import { ERROR_CODES, type ErrorCode } from "../../core/errors.ts";

/** OpenAI's codes: agents shorten their history on the one, and look for another model on the other. */
const OPENAI_CODES: Partial<Readonly<Record<ErrorCode, string>>> = {
  "context-exceeded": "context_length_exceeded",
  "unknown-model": "model_not_found",
  "model-missing": "model_not_found",
  "queue-full": "rate_limit_exceeded",
};

/** The code that the service sends: OpenAI's where it has one, else ours with underscores. */
export function encodeErrorCode(code: ErrorCode): string {
  return OPENAI_CODES[code] ?? code.replaceAll("-", "_");
}

/** The code that the service meant; undefined for one that only the HTTP layer knows. */
export function decodeErrorCode(sent: string | undefined): ErrorCode | undefined {
  return ERROR_CODES.find((code) => encodeErrorCode(code) === sent);
}
