import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import { Agent, type Dispatcher, EnvHttpProxyAgent } from "undici";
import { AssayError } from "../../core/errors.ts";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import { explainSystemError } from "../../lib/explain-system-error.ts";
import { leadsToThisMachine } from "../is-loopback.ts";
import type { ConnectLimits } from "../transport.ts";

export interface ConnectionLimits extends ConnectLimits {
  /** Until the head of an answer; default: whoever asks watches the time. */
  readonly headersMs?: number | undefined;
}

/** Kept alive between requests until it is disposed. */
export interface Connections extends AsyncDisposable {
  readonly dispatcher: Dispatcher;
}

/** The first of these that is set names more certificates to trust; Node itself reads NODE_EXTRA_CA_CERTS. */
const AUTHORITY_VARIABLES = ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"];

/**
 * Creates the connections over which everything is asked.
 *
 * They go through the proxy of `HTTPS_PROXY` or `HTTP_PROXY` unless `NO_PROXY` names the host, and never to this machine
 * itself. Of two spellings the lower-case one counts. `SSL_CERT_FILE`, `REQUESTS_CA_BUNDLE` or `CURL_CA_BUNDLE` adds to
 * the certificates that Node trusts.
 * @throws AssayError `invalid-file` when the certificate file cannot be read, `invalid-input` for a proxy that is no URL
 */
export function createConnections(env: EnvironmentVariables, { connectMs, headersMs }: ConnectionLimits): Connections {
  const ca = readAuthorities(env);
  const connect = { ...(ca !== undefined && { ca }), timeout: Number.isFinite(connectMs) ? connectMs : 0 };
  // Whoever reads a body watches its time on a clock of its own.
  const options = { connect, headersTimeout: headersMs ?? 0, bodyTimeout: 0 };
  const direct = new Agent(options);
  const proxied = createProxyAgent(env, { ...options, requestTls: connect, proxyTls: connect });
  return {
    // No proxy can reach what listens on this machine.
    dispatcher: proxied.compose((dispatch) => (request, handler) => {
      const isHere = request.origin !== undefined && leadsToThisMachine(new URL(request.origin).hostname);
      return isHere ? direct.dispatch(request, handler) : dispatch(request, handler);
    }),
    async [Symbol.asyncDispose]() {
      await Promise.all([direct.destroy(), proxied.destroy()]);
    },
  };
}

function createProxyAgent(env: EnvironmentVariables, options: EnvHttpProxyAgent.Options): EnvHttpProxyAgent {
  const pick = (name: string) => env[name.toLowerCase()] ?? env[name] ?? "";
  try {
    return new EnvHttpProxyAgent({
      ...options,
      // An empty text, not undefined: undici would look into the environment of the process instead.
      httpProxy: pick("HTTP_PROXY"),
      httpsProxy: pick("HTTPS_PROXY"),
      noProxy: pick("NO_PROXY"),
    });
  } catch (error) {
    throw new AssayError({
      code: "invalid-input",
      // The value may hold a password.
      message: "HTTP_PROXY and HTTPS_PROXY must be URLs; one of them is not.",
      hint: "Write it as http://host:port, or unset it.",
      cause: error,
    });
  }
}

function readAuthorities(env: EnvironmentVariables): string[] | undefined {
  const variable = AUTHORITY_VARIABLES.find((name) => env[name]);
  const path = variable && env[variable];
  if (!path) return undefined;
  try {
    return [...getCACertificates("default"), readFileSync(path, "utf8")];
  } catch (error) {
    throw new AssayError({
      code: "invalid-file",
      message: `The certificates that ${variable} names could not be read from ${path} (${explainSystemError(error)}).`,
      hint: "Correct the variable, or unset it.",
      cause: error,
    });
  }
}
