import { AssayError } from "../core/errors.ts";
import { networkCodeOf } from "../http/network-code.ts";
import { PassingError } from "../http/retry.ts";

/** A person waits for a first answer: that there is no network, or nobody at that address, is told at once and not tried again. */
export function giveUpUnreached(thrown: unknown): never {
  if (
    thrown instanceof PassingError &&
    ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ENETUNREACH", "EHOSTUNREACH"].includes(
      networkCodeOf(thrown.cause) ?? "",
    )
  ) {
    const { code, message, hint, cause } = thrown;
    throw new AssayError({ code, message, hint, cause });
  }
  throw thrown;
}
