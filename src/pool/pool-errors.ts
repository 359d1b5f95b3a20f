import { AssayError } from "../core/errors.ts";
import { pluralize } from "../lib/pluralize.ts";

export function queueFull(name: string, waiting: number, retryAfterMs: number): AssayError {
  return new AssayError({
    code: "queue-full",
    message: `Cannot take the request as at most ${waiting} may wait for ${name}: current value is ${waiting}`,
    hint: `Ask again in ${seconds(retryAfterMs)}, when all before it are through at the latest, going by the last answers.`,
    retryAfterMs,
  });
}

export function callerStopped(name: string): AssayError {
  return new AssayError({
    code: "aborted",
    message: `Cannot go on with ${name} as its caller must wait for it: the request was cancelled`,
  });
}

/** Error for a request whose model is taken away under it. */
export function takenAway(name: string): AssayError {
  return new AssayError({
    code: "service-unavailable",
    message: `Cannot finish the answer as ${name} must stay loaded for it: it has been unloaded by force`,
    hint: "Ask again to have it loaded anew.",
  });
}

export function poolClosed(name: string): AssayError {
  return new AssayError({
    code: "service-unavailable",
    message: `Cannot load ${name} as the service must be running: it is stopping`,
    hint: "`assay service start` starts it again.",
  });
}

/** @param retryAfterMs when one of them is idle at the latest, going by its last answers; absent when none of them will go by waiting */
export function tooMany(
  name: string,
  most: number,
  loaded: readonly { readonly name: string }[],
  retryAfterMs: number | undefined,
): AssayError {
  const names = loaded.map((one) => one.name).join(", ");
  return new AssayError({
    code: "service-unavailable",
    message: `Cannot load ${name} as at most ${pluralize(most, "model")} may be loaded at once: loaded are ${names}, and none of them is idle`,
    hint: `${askAgain(retryAfterMs)}Unload one of them, or allow more.`,
    retryAfterMs,
  });
}

export function askAgain(retryAfterMs: number | undefined): string {
  return retryAfterMs === undefined ? "" : `Ask again in ${seconds(retryAfterMs)}. `;
}

/** After crashes in a row, until `retryAfterMs` have passed. */
export function crashesTooOften(name: string, crashes: number, last: AssayError, retryAfterMs: number): AssayError {
  return new AssayError({
    code: "model-crashed",
    message: `Cannot load ${name} yet as it must not crash again and again: it crashed ${crashes} times in a row, lastly with "${last.message}"`,
    hint: `It may be tried again in ${seconds(retryAfterMs)}. ${last.hint ?? "Choose another variant if it goes on."}`,
    cause: last,
    retryAfterMs,
  });
}

function seconds(ms: number): string {
  const count = Math.max(1, Math.ceil(ms / 1000));
  return count === 1 ? "1 second" : `${count} seconds`;
}
