import { AssayError } from "../core/errors.ts";
import { endSentence } from "../lib/end-sentence.ts";
import { explainSystemError } from "../lib/explain-system-error.ts";
import { parseErrorBody } from "../wire/openai/error-body.ts";
import type { Endpoint } from "./endpoint.ts";
import { networkCodeOf } from "./network-code.ts";
import { PassingError } from "./retry.ts";
import { ENDPOINT_RETRIES } from "./retry-policy.ts";

/** Of what a server says, as much as a person reads. */
const MAX_QUOTED_CHARACTERS = 500;

/** @param begun whether the answer's head had come */
export function toNetworkError(endpoint: Endpoint, error: Error, begun: boolean): AssayError {
  const code = networkCodeOf(error);
  if (code === "UND_ERR_CONNECT_TIMEOUT")
    return new AssayError({
      code: "timeout",
      message: `No connection to ${endpoint.name} came about within ${endpoint.limits.connectMs} ms.`,
      hint: "Check the address, and whether a firewall or proxy is in the way.",
      cause: error,
    });
  if (begun)
    return new AssayError({
      code: "stream-cut",
      message: `${endpoint.name} broke off in the middle of its answer (${explainSystemError(error)}).`,
      hint: "The server may have crashed or run out of memory, or a proxy cut a long answer: look into its log.",
      cause: error,
    });
  const unreachable = new AssayError({
    code: "endpoint-unreachable",
    message: `No server answers at ${endpoint.name} (${explainSystemError(error)}).`,
    hint: hintOf(code),
    cause: error,
  });
  return ENDPOINT_RETRIES.passesCode(code) ? PassingError.of(unreachable) : unreachable;
}

/** @param body the beginning of what the server sent with the status */
export function toStatusError(endpoint: Endpoint, status: number, body: string): AssayError {
  const said = readMessage(body);
  const quoted = endpoint.redact(said.message).slice(0, MAX_QUOTED_CHARACTERS);
  const overflow =
    /context_length|exceed_context/.test(said.code ?? "") ||
    /maximum context length|exceeds? the (available |model's )?context/i.test(said.message);
  return new AssayError({
    code: (status === 400 || status === 413) && overflow ? "context-exceeded" : "endpoint-status",
    message:
      quoted === ""
        ? `${endpoint.name} answered with status ${status}.`
        : endSentence(`${endpoint.name} answered with status ${status}: ${quoted}`),
    hint: overflow ? "Shorten the prompt, or ask for fewer tokens." : hintOfStatus(status),
  });
}

export function toProtocolError(endpoint: Endpoint, rule: string, found: string, cause?: unknown): AssayError {
  const quoted = endpoint.redact(found).slice(0, MAX_QUOTED_CHARACTERS);
  return new AssayError({
    code: "endpoint-protocol",
    message: `The answer of ${endpoint.name} must be ${rule}, not ${JSON.stringify(quoted)}`,
    hint: "Check that the URL is that of an OpenAI-compatible endpoint, up to and including /v1.",
    cause,
  });
}

/** Reads the text of an error's body: its message in JSON, the title of a page, or the text itself. */
function readMessage(body: string): { readonly message: string; readonly code?: string | undefined } {
  try {
    const found = parseErrorBody(JSON.parse(body));
    if (found !== undefined) return found;
  } catch {
    // Not JSON: shown as it is.
  }
  const title = /<title[^>]*>([^<]*)/i.exec(body)?.[1];
  return { message: (title ?? body).replaceAll(/\s+/g, " ").trim() };
}

function hintOf(code: string | undefined): string {
  switch (code) {
    case "ECONNREFUSED":
      return "Start the server, or correct host and port.";
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return "Check the host name and the network.";
    case "UND_ERR_SOCKET":
    case "ECONNRESET":
    case "EPIPE":
      return "The server closed the connection without an answer: look into its log.";
    default:
      return "Check the address; for a certificate of your own, set NODE_EXTRA_CA_CERTS or SSL_CERT_FILE.";
  }
}

function hintOfStatus(status: number): string {
  if (status === 401 || status === 403)
    return "Set the environment variable that holds the endpoint's key (default OPENAI_API_KEY) to a valid one; to a host that a project names it goes once you have typed: assay trust key <variable> <host>";
  if (status === 404) return "Check the model's name and that the URL ends in /v1.";
  if (status === 429) return "Wait, ask less at the same time, or raise the quota.";
  if (status >= 500) return "Look into the server's log; the model may not have loaded.";
  return "Check the request's parameters against what the server knows.";
}
