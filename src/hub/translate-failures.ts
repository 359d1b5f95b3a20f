import { AssayError } from "../core/errors.ts";
import { PassingError } from "../http/retry.ts";

/** Runs an action; an error of the library about an answer that it cannot read is told as a mistake of the hub. */
export async function translateFailures<T>(action: () => Promise<T>, endpoint: string): Promise<T> {
  try {
    return await action();
  } catch (thrown) {
    if (thrown instanceof AssayError) throw thrown;
    if (thrown instanceof Error && thrown.name === "AbortError")
      throw new AssayError({ code: "aborted", message: "The request to the hub was stopped.", cause: thrown });
    throw new AssayError({
      code: "endpoint-protocol",
      message: `${new URL(endpoint).host} does not answer as a model hub does.`,
      hint: "Check that HF_ENDPOINT is the address of a hub, with no sign-in page in between.",
      cause: thrown,
    });
  }
}

/** Words an answer that did not come in time. */
export function toTooSlow(endpoint: string, limitMs: number, cause: unknown): PassingError {
  const { host } = new URL(endpoint);
  return new PassingError({
    code: "endpoint-unreachable",
    message: `${host} did not answer within ${limitMs / 1000} s.`,
    hint: "Try again later.",
    cause,
  });
}
