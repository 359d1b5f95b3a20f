/** One HTTP request. */
export interface HttpCall {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** Events of a request; each is called synchronously as it happens, and none after `end`, `fail` or a close. */
export interface HttpHandlers {
  /** The last byte of the request was handed on, to the socket where there is one. */
  sent(): void;
  head(status: number, headers: Readonly<Record<string, string | string[] | undefined>>): void;
  data(bytes: Uint8Array): void;
  end(): void;
  fail(error: Error): void;
}

/** Opens the connections to an endpoint. @throws AssayError `invalid-file`, `invalid-input` where the environment names a proxy or certificates that cannot be used */
export type Connect = (limits: ConnectLimits) => Promise<Transport>;

export interface ConnectLimits {
  /** Until a connection stands; Infinity: as long as it takes. */
  readonly connectMs: number;
}

/** The connections to one endpoint. */
export interface Transport extends AsyncDisposable {
  /** Starts a request. @returns closes it, at any time and as often as one likes */
  send(call: HttpCall, handlers: HttpHandlers): CloseRequest;
  /** Calls back when all connections that have something now have been read: work done before would delay their stamps. */
  afterReads(callback: () => void): void;
}

export type CloseRequest = (how: CloseHow) => void;

/** "gently" waits a moment for the rest of a body of which only the end is missing, so that the connection can be used again. */
export type CloseHow = "now" | "gently";
