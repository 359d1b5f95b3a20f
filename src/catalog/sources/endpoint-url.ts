import { AssayError } from "../../core/errors.ts";

/** Completes an address that names a host only to the API's root, and takes the slash off its end. */
export function toBaseUrl(address: string): string {
  const url = new URL(address);
  const path = url.pathname.replace(/\/+$/, "");
  return `${url.origin}${path === "" ? "/v1" : path}`;
}

/** An endpoint as a model's name gives it: `http(s)://host/v1#model`. */
export interface EndpointAddress {
  readonly baseUrl: string;
  /** Absent when the address has no fragment. */
  readonly model?: string | undefined;
  readonly host: string;
}

/**
 * Parses the address of an endpoint, with or without `/v1`, with or without the model behind `#`.
 *
 * @param from what the address is, for the error, such as `FOUNDRY_LOCAL_ENDPOINT`
 * @throws AssayError `invalid-input` when it is no http(s) address or carries a user name, a password or a query
 */
export function parseEndpointAddress(address: string, from: string): EndpointAddress {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw refuse(from, "be an http or https address", JSON.stringify(address));
  // A password in a name would end in reports; it is not shown here either.
  if (url.username + url.password !== "")
    throw refuse(
      from,
      "carry no user name or password",
      undefined,
      'Put the model into models.json and name the variable that holds the key: "apiKeyVariable".',
    );
  if (url.search !== "") throw refuse(from, "carry no query", JSON.stringify(url.search));
  const fragment = url.hash.slice(1);
  return {
    baseUrl: toBaseUrl(address),
    model: fragment === "" ? undefined : decode(fragment, from),
    host: url.host,
  };
}

function decode(fragment: string, from: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    throw refuse(from, "have a model's name behind #", JSON.stringify(fragment));
  }
}

function refuse(from: string, rule: string, value: string | undefined, hint?: string): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `${from} must ${rule}${value === undefined ? "." : `, not ${value}`}`,
    hint: hint ?? "An endpoint is named like http://localhost:5273/v1#phi-4-mini.",
  });
}
