/** Kind of failure, in one word that scripts can rely on. The service maps codes to HTTP statuses, the command line to exit codes. */
export type ErrorCode = (typeof ERROR_CODES)[number];

export const ERROR_CODES = [
  "invalid-input", // a flag, an option or a request that the user wrote is wrong
  "invalid-file", // a file that the user wrote (models.json, prompts, assay.json) is wrong
  "unknown-model", // a name that resolves to nothing
  "model-missing", // the model's file is not there
  "model-invalid", // the file is there and is no usable model
  "model-crashed", // the process that ran the model ended
  "engine-missing", // the package that runs this kind of model is not installed
  "device-absent", // the device asked for is not there
  "out-of-memory", // the model or its context does not fit
  "context-exceeded", // prompt and answer do not fit the context
  "unsupported", // the target cannot do what was asked
  "endpoint-unreachable", // refused, not resolved, TLS failed
  "endpoint-status", // answered with a status of 4xx or 5xx
  "endpoint-protocol", // answered something else than the protocol says
  "stream-cut", // the answer ended in the middle
  "timeout", // a time limit was reached
  "adapter-untrusted", // a custom adapter that the user has not said yes to
  "key-untrusted", // a key would go to a host that the user has not allowed for it
  "adapter-failed", // a custom adapter threw or answered a wrong type
  "run-missing", // no such run
  "run-locked", // another process writes this run
  "run-changed", // models, prompts or plan are not those of the run
  "storage-failed", // disk full, not writable, not readable
  "access-denied", // the hub wants a token, or a licence to be accepted on its page
  "download-failed", // a download that was cut, stalled, changed midway or did not match its digest
  "queue-full", // too many requests wait for this model already
  "service-unavailable", // the service does not run, does not answer, or its port is taken
  "aborted", // the caller said stop
  "internal", // a mistake of ours
] as const;

/** A way out that a program offers besides the hint; how it is typed, that program says. */
export type Remedy = (typeof REMEDIES)[number];

export const REMEDIES = [
  "name-alias", // give the model another name
  "replace-entry", // write over the entry that has the name
  "name-default", // name the model that new ones are held against
  "replace-record", // set the record that is there aside
  "use-project-list", // mean the models.json of the project
  "use-own-list", // mean the user's own models.json
  "ask-project", // ask the endpoints that only the project names
  "name-prompts", // say which prompts are meant
  "name-file", // say which file is meant, or where it lies
  "name-revision", // say which commit is meant
  "skip-missing", // measure what can be measured
  "open-page", // open the page that measures in a browser of one's own
  "name-parts", // say which target is the small one, and which the large one
  "name-runtime", // name another runtime of the same model
  "choose-port",
  "choose-host",
  "name-key-file", // take the key from a file
  "allow-everyone", // listen without a key
] as const;

/** Form of an error in files and in messages between processes. */
export interface ErrorRecord {
  readonly code: ErrorCode;
  readonly message: string;
  /** The next step to try; absent when there is none to name. */
  readonly hint?: string | undefined;
  readonly remedies?: readonly Remedy[] | undefined;
  /** When the same may be tried again; absent when waiting is not known to help. */
  readonly retryAfterMs?: number | undefined;
}

/** The one error class: `message` says what is wrong and what was given, `hint` what to try next. */
export class AssayError extends Error {
  override readonly name = "AssayError";
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly remedies: readonly Remedy[] | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(options: ErrorRecord & { readonly cause?: unknown }) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.hint = options.hint;
    this.remedies = options.remedies;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Turns anything thrown into an `AssayError`, keeping it as the cause; what already is one stays as it is. */
export function toAssayError(thrown: unknown, code: ErrorCode = "internal"): AssayError {
  if (thrown instanceof AssayError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof Error && thrown.name === "AbortError")
    return new AssayError({ code: "aborted", message, cause: thrown });
  return new AssayError({ code, message, cause: thrown });
}

/** The plain record of an error, as written to journals and sent between processes. */
export function toErrorRecord(thrown: unknown): ErrorRecord {
  const { code, message, hint, remedies, retryAfterMs } = toAssayError(thrown);
  return {
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(remedies === undefined ? {} : { remedies }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
