import { readFileSync } from "node:fs";
import { getCACertificates } from "node:tls";
import { type Dispatcher, EnvHttpProxyAgent } from "undici";
import { AssayError } from "../core/errors.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";

const CONNECT_MS = 15_000;
const HEADERS_MS = 60_000;

/** Of these the first that is set names more certificates to trust; Node itself knows NODE_EXTRA_CA_CERTS. */
const AUTHORITY_VARIABLES = ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"];

/**
 * Creates the connections to a hub: through the proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY, with the certificates
 * of SSL_CERT_FILE, REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE besides the system's own.
 *
 * @throws AssayError `invalid-input`, `invalid-file`
 */
export function createDispatcher(env: EnvironmentVariables): Dispatcher {
  const ca = readAuthorities(env);
  const connect = { ...(ca !== undefined && { ca }), timeout: CONNECT_MS };
  const pick = (name: string) => env[name.toLowerCase()] ?? env[name] ?? "";
  const noProxy = pick("NO_PROXY");
  try {
    return new EnvHttpProxyAgent({
      connect,
      requestTls: connect,
      proxyTls: connect,
      headersTimeout: HEADERS_MS,
      // Whoever reads a body watches for a stall on a clock of its own.
      bodyTimeout: 0,
      // An empty text, not undefined: undici would look into the environment of the process instead.
      httpProxy: pick("HTTP_PROXY"),
      httpsProxy: pick("HTTPS_PROXY"),
      // No proxy can reach what is on this machine.
      noProxy: noProxy === "*" ? noProxy : [noProxy, "localhost", "127.0.0.1", "[::1]"].filter(Boolean).join(","),
    });
  } catch (thrown) {
    throw new AssayError({
      code: "invalid-input",
      // The value may hold a password.
      message: "Cannot use the proxy as HTTP_PROXY and HTTPS_PROXY must be addresses: one of them is none",
      hint: "Write it as http://host:port, or unset it.",
      cause: thrown,
    });
  }
}

function readAuthorities(env: EnvironmentVariables): string[] | undefined {
  const variable = AUTHORITY_VARIABLES.find((name) => env[name]);
  const path = variable && env[variable];
  if (!path) return undefined;
  try {
    return [...getCACertificates("default"), readFileSync(path, "utf8")];
  } catch (thrown) {
    throw new AssayError({
      code: "invalid-file",
      message: `Cannot connect as ${variable} must name a readable file of certificates: current value is ${path}`,
      hint: "Correct the variable, or unset it.",
      cause: thrown,
    });
  }
}
