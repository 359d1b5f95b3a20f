import type * as z from "zod";
import { PageError, toPageError } from "./page-error.ts";
import { forgetSession, sessionHeaders } from "./session.ts";

export interface Call {
  readonly method?: "GET" | "POST" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Asks one of the service's own routes, and checks the answer. @throws PageError */
export async function askService<T>(path: string, schema: z.ZodType<T>, call: Call = {}): Promise<T> {
  const reply = await send(path, call);
  return schema.parse(await reply.json());
}

/** Asks a route that answers line by line, one JSON object a line; the stream ends when the route's work does. @throws PageError */
export async function* askLines<T>(path: string, schema: z.ZodType<T>, call: Call = {}): AsyncGenerator<T> {
  const reply = await send(path, call);
  if (reply.body === null) return;
  let rest = "";
  try {
    for await (const text of reply.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line.trim() !== "") yield schema.parse(JSON.parse(line));
    }
  } catch (cause) {
    // What a body throws when its connection is cut.
    if (!(cause instanceof TypeError)) throw cause;
    throw new PageError("unreachable", "The service ended while it answered.", "Start it: assay service start", cause);
  }
}

/** Sends a request with this page's session; once more where the service was started anew meanwhile. @throws PageError */
export async function send(path: string, call: Call = {}): Promise<Response> {
  const reply = await sendOnce(path, call);
  if (reply.ok) return reply;
  const error = await toPageError(reply);
  if (error.code !== "management_refused") throw error;
  forgetSession();
  const again = await sendOnce(path, call);
  if (!again.ok) throw await toPageError(again);
  return again;
}

async function sendOnce(path: string, { method = "GET", body, signal }: Call): Promise<Response> {
  const headers = await sessionHeaders();
  try {
    return await fetch(path, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (cause) {
    if (signal?.aborted === true) throw cause;
    throw new PageError("unreachable", "The service does not answer.", "Start it: assay service start", cause);
  }
}
