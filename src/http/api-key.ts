import { AssayError } from "../core/errors.ts";
import type { EnvironmentVariables } from "../lib/environment-variables.ts";
import { isLoopback } from "./is-loopback.ts";

/** Used when the source names no variable, as every OpenAI client does. */
const DEFAULT_VARIABLE = "OPENAI_API_KEY";

/**
 * Reads the key of an endpoint from the environment; undefined when there is none.
 *
 * The default variable is not sent unencrypted to another machine: there the variable must be named.
 * @throws AssayError `invalid-input` when the named variable is not set, or holds what no header can carry
 */
export function resolveApiKey(url: URL, variable: string | undefined, env: EnvironmentVariables): string | undefined {
  const name = variable ?? DEFAULT_VARIABLE;
  const key = env[name]?.trim();
  if (key === undefined || key === "") {
    if (variable === undefined) return undefined;
    throw refuse(name, "be set", "nothing");
  }
  if (variable === undefined && url.protocol === "http:" && !isLoopback(url.hostname)) return undefined;
  if (!/^[\x21-\x7e]+$/.test(key)) throw refuse(name, "hold ASCII characters without spaces", "something else");
  return key;
}

function refuse(name: string, rule: string, found: string): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `Cannot use the endpoint as the environment variable ${name} must ${rule}: current value is ${found}`,
    hint: `Set ${name} to the endpoint's key.`,
  });
}
