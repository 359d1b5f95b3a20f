import { AssayError } from "../core/errors.ts";
import { networkCodeOf } from "../http/network-code.ts";
import { PassingError } from "../http/retry.ts";
import { DOWNLOAD_RETRIES, isCertificateCode, parseRateLimit, parseRetryAfter } from "../http/retry-policy.ts";
import { explainSystemError } from "../lib/explain-system-error.ts";
import { pluralize } from "../lib/pluralize.ts";

/** An answer of a hub that is not 2xx. */
export interface RefusedAnswer {
  readonly status: number;
  /** Reads one header, in any case. */
  readonly header: (name: string) => string | null;
}

export interface Asked {
  readonly endpoint: string;
  /** Host that gave the answer. */
  readonly host: string;
  readonly repo?: string | undefined;
  readonly revision?: string | undefined;
  readonly file?: string | undefined;
  readonly hasToken: boolean;
  /** Wall clock, for a time that the server names. */
  readonly now: () => Date;
}

/** Words an answer that is not 2xx. Source of codes and headers: `hf_raise_for_status()` of `huggingface_hub`. */
export function toStatusError(answer: RefusedAnswer, asked: Asked): AssayError {
  const { status, header } = answer;
  const code = header("x-error-code");
  const isPassing = DOWNLOAD_RETRIES.passesStatus(status);
  if (asked.repo === undefined && asked.file !== undefined && !isPassing) return closed(status, asked);
  if (code === "GatedRepo" || (status === 403 && asked.repo !== undefined && code === null && isOwn(asked)))
    return gated(asked);
  if (status === 404 || code === "RepoNotFound" || (status === 401 && !asked.hasToken && asked.repo !== undefined))
    return notFound(code, asked);
  if (status === 401) return unauthorised(asked);
  const waitMs = parseRetryAfter(header("retry-after"), asked.now().getTime()) ?? parseRateLimit(header);
  const error = refused(status, asked, waitMs);
  return isPassing ? PassingError.of(error, waitMs) : error;
}

/** Words a connection that failed or broke. */
export function toNetworkError(thrown: unknown, { host, endpoint }: Pick<Asked, "host" | "endpoint">): AssayError {
  const code = networkCodeOf(thrown);
  const isTls = isCertificateCode(code);
  const error = new AssayError({
    code: "endpoint-unreachable",
    message: `${isTls ? `The connection to ${host} is not trusted` : `${host} cannot be reached`} (${explainSystemError(thrown)}).`,
    hint: isTls
      ? "Behind a company's proxy, name its certificates: SSL_CERT_FILE=/path/to/ca.pem."
      : `Check the network. Behind a proxy set HTTPS_PROXY=http://host:port; for a mirror of the hub set HF_ENDPOINT (now ${endpoint}). Without a network work the models that came along, any .gguf file on disk, and what \`assay model list\` shows as downloaded.`,
    cause: thrown,
  });
  return DOWNLOAD_RETRIES.passesCode(code) ? PassingError.of(error) : error;
}

const isOwn = ({ host, endpoint }: Asked) => host === new URL(endpoint).host;

function gated({ endpoint, repo, hasToken }: Asked): AssayError {
  const page = `${endpoint}/${repo}`;
  return new AssayError({
    code: "access-denied",
    message: `The licence of ${repo} must be accepted on its page (${page}) before a download.`,
    hint: hasToken
      ? `Visit ${page} with the account that the token belongs to, accept, then try again.`
      : `Visit ${page}, accept, make a token at ${endpoint}/settings/tokens and set HF_TOKEN to it.`,
  });
}

/** Of a file that is in no repository. */
function closed(status: number, { host, file }: Asked): AssayError {
  const isThere = status !== 404 && status !== 410;
  return new AssayError({
    code: status === 401 || status === 403 ? "access-denied" : isThere ? "endpoint-status" : "unknown-model",
    message: `${host} does not offer ${file} to everyone: it answered with status ${status}.`,
    hint: "Check whether the address opens in a private window of a browser.",
  });
}

function unauthorised({ endpoint, host }: Asked): AssayError {
  return new AssayError({
    code: "access-denied",
    message: `${host} does not accept the token that is set.`,
    hint: `Make a new one at ${endpoint}/settings/tokens and set HF_TOKEN to it, or unset HF_TOKEN.`,
  });
}

function notFound(code: string | null, { endpoint, repo, revision, file, hasToken }: Asked): AssayError {
  const at = revision === undefined || revision === "main" ? "" : ` at ${revision}`;
  if (code === "EntryNotFound" || (code === null && file !== undefined))
    return new AssayError({
      code: "unknown-model",
      message: `${repo} has no file ${file ?? "of that name"}${at}.`,
      hint: `Its files are listed at ${endpoint}/${repo}/tree/${revision ?? "main"}.`,
    });
  if (code === "RevisionNotFound")
    return new AssayError({
      code: "unknown-model",
      message: `${revision} is no branch, tag or commit of ${repo}.`,
      hint: "Leave the revision out to take the newest state.",
    });
  return new AssayError({
    code: "unknown-model",
    message: `${new URL(endpoint).host} has no repository ${repo ?? "of that name"}${hasToken ? "" : ", or it is private"}.`,
    hint: `Look for its name with \`assay model search <words>\`.${hasToken ? "" : " For a private one set HF_TOKEN."}`,
  });
}

function refused(status: number, { host, repo, hasToken }: Asked, waitMs: number | undefined): AssayError {
  const what = repo === undefined ? "the request" : `the request for ${repo}`;
  return new AssayError({
    code: "endpoint-status",
    message: `${host} refused ${what} with status ${status}.`,
    hint:
      status === 429
        ? `It limits requests per time${hasToken ? "" : "; with HF_TOKEN set it allows more"}. Try again in ${waitMs === undefined ? "some minutes" : describeWait(waitMs)}.`
        : "Try again later; https://status.huggingface.co tells whether the hub has a problem.",
  });
}

function describeWait(ms: number): string {
  return ms < 120_000 ? pluralize(Math.ceil(ms / 1000), "second") : pluralize(Math.ceil(ms / 60_000), "minute");
}
