import { PassingError } from "../http/retry.ts";
import { type HubRequest, type RequestContext, sendRequest } from "./send-request.ts";

/** The part of a file from `start` up to, not including, `end`; to its end when that is absent. */
export interface RangeRequest {
  readonly start: number;
  readonly end?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A part of a file as a server sends it. */
export interface RemoteRange {
  /** Where the body begins: 0 when the server sends the whole whatever was asked. */
  readonly start: number;
  /** Whether the server sends the whole file. */
  readonly isWhole: boolean;
  /** Size of the whole file; absent when the server did not say. */
  readonly totalBytes?: number | undefined;
  /** The server's name for this content, without quotes, else the time of its last change; absent when it states neither. */
  readonly etag?: string | undefined;
  /** Commit that the content is of; absent when the server did not say. */
  readonly commit?: string | undefined;
  readonly body: ReadableStream<Uint8Array>;
}

/** Asks for a part of a file. @throws AssayError as `sendRequest` */
export async function openRange(
  request: Pick<HubRequest, "url" | "about">,
  { start, end, signal }: RangeRequest,
  context: RequestContext,
): Promise<RemoteRange> {
  const range = `bytes=${start}-${end === undefined ? "" : end - 1}`;
  const { response, linked } = await sendRequest({ ...request, headers: { range }, signal }, context);
  const told = parseContentRange(response.headers.get("content-range"));
  if (response.body === null || (response.status === 206 && told?.start !== start)) {
    await response.body?.cancel().catch(() => {});
    throw new PassingError({
      code: "endpoint-protocol",
      message: `${new URL(request.url).host} sent another part of the file than the one that was asked for.`,
      hint: "Try without a proxy, if there is one in between.",
    });
  }
  return {
    start: response.status === 206 ? start : 0,
    isWhole: response.status !== 206,
    totalBytes:
      told?.totalBytes ?? toNumber(linked("x-linked-size")) ?? toNumber(response.headers.get("content-length")),
    etag: (linked("x-linked-etag") ?? readFirst(response.headers, ["etag", "last-modified"]))?.replace(
      /^(W\/)?"(.*)"$/,
      "$2",
    ),
    commit: linked("x-repo-commit"),
    body: response.body,
  };
}

/** Source: RFC 9110, 14.4. */
function parseContentRange(header: string | null) {
  const [, start, , total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(header ?? "") ?? [];
  return start === undefined ? undefined : { start: Number(start), totalBytes: toNumber(total) };
}

function readFirst(headers: Headers, names: readonly string[]): string | undefined {
  return names.map((name) => headers.get(name)).find((value) => value !== null) ?? undefined;
}

function toNumber(text: string | null | undefined): number | undefined {
  return text && /^\d+$/.test(text) ? Number(text) : undefined;
}
