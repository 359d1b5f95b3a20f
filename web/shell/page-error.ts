import { parseErrorBody } from "../../src/wire/openai/error-body.ts";

/** An error that a room shows: one sentence and the next step. */
export class PageError extends Error {
  override readonly name = "PageError";
  /** The service's code, such as `model_not_found`; `unreachable` when it does not answer. */
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, message: string, hint?: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.hint = hint;
  }
}

/** Reads an answer that is an error. */
export async function toPageError(reply: Response): Promise<PageError> {
  const body = parseErrorBody(await reply.json().catch(() => undefined));
  return new PageError(
    body?.code ?? String(reply.status),
    body?.message ?? `The service answered with status ${reply.status}.`,
  );
}

/** Whatever was thrown, as an error to show. */
export function asPageError(thrown: unknown): PageError {
  if (thrown instanceof PageError) return thrown;
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = "code" in error ? String(error.code) : "internal";
  return new PageError(code, error.message, "hint" in error ? String(error.hint ?? "") || undefined : undefined, error);
}
