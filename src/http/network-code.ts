/** Wrappers of a connection's error that were seen: `fetch failed`, an AggregateError of several addresses, our own. */
const MOST_CAUSES = 5;

/** The code of the error that a connection failed with, such as ECONNREFUSED, however deep it lies in causes. */
export function networkCodeOf(thrown: unknown): string | undefined {
  for (let error = thrown, depth = 0; error instanceof Error && depth < MOST_CAUSES; error = error.cause, depth += 1)
    if ("code" in error && typeof error.code === "string" && /^[A-Z]/.test(error.code)) return error.code;
  return undefined;
}
