import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { FastifyBaseLogger } from "fastify";
import { AssayError, toAssayError } from "../../core/errors.ts";
import type { Clock } from "../../lib/clock.ts";
import { type DownloadBody, downloadBodySchema } from "../../wire/foundry/server/download-body.ts";
import {
  encodeDownloadEnd,
  encodeDownloadProgress,
  encodeDownloadResult,
} from "../../wire/foundry/server/encode-download.ts";
import type { ModelHost } from "../../workbench/model-host/model-host.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { clientSignal } from "../app/client-signal.ts";
import { logFailure } from "../app/http-error.ts";
import { classicRoute, WORDS } from "./classic-route.ts";

/** Lines that are written closer than some ms arrive as one, of which the clients see the first percentage only. */
const LINE_EVERY_MS = 100;
/** The JavaScript client finds the result only at the start of a piece of its own: what is written before must have left. */
const BEFORE_RESULT_MS = 50;

/** `POST /openai/download`: lines of progress, then one JSON. A failure is told in the JSON; the status is 200 all the same. */
export function addDownload(app: App, { host, clock }: AppContext): void {
  app.post(
    "/openai/download",
    classicRoute("Downloads a model, telling how far it is", { body: downloadBodySchema, ...WORDS }),
    async ({ body, log }, reply) => {
      const signal = clientSignal(reply);
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-cache" });
      raw.flushHeaders();
      const problem = await downloadWithLines(host, body, { raw, clock, signal, log });
      await write(raw, encodeDownloadEnd(problem === undefined));
      await clock.sleep(BEFORE_RESULT_MS, signal);
      raw.end(encodeDownloadResult(problem));
    },
  );
}

interface Client {
  readonly raw: ServerResponse;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: FastifyBaseLogger;
}

/** Downloads and writes lines; returns what went wrong, if anything did. */
async function downloadWithLines(host: ModelHost, body: DownloadBody, client: Client): Promise<string | undefined> {
  const lines = createLines(client);
  try {
    refuseFolder(body);
    const { signal } = client;
    let file = "";
    await host.download(nameOf(body), {
      signal,
      token: body.token ?? undefined,
      onEvent(event) {
        if (event.type === "started") file = event.file;
        if (event.type === "progress") lines.tell({ file, ratio: event.doneBytes / Math.max(1, event.totalBytes) });
      },
    });
    await lines.end();
    return undefined;
  } catch (thrown) {
    logFailure(client.log, thrown);
    const { message, hint } = toAssayError(thrown);
    return hint === undefined ? message : `${message}. ${hint}`;
  }
}

interface Progress {
  readonly file: string;
  readonly ratio: number;
}

/** Lines of progress, none closer to the one before than clients can tell apart; the last one says 100%. */
function createLines({ raw, clock, signal }: Client) {
  let written: (Progress & { readonly atMs: number }) | undefined;
  const put = (progress: Progress) => {
    written = { ...progress, atMs: clock.now() };
    if (!raw.destroyed) raw.write(encodeDownloadProgress(progress.ratio, progress.file));
  };
  return {
    tell(progress: Progress): void {
      if (written === undefined || clock.now() - written.atMs >= LINE_EVERY_MS) put(progress);
    },
    async end(): Promise<void> {
      if (written === undefined || written.ratio >= 1) return;
      await clock.sleep(LINE_EVERY_MS - (clock.now() - written.atMs), signal);
      put({ file: written.file, ratio: 1 });
    },
  };
}

async function write(raw: ServerResponse, text: string): Promise<void> {
  if (raw.destroyed || raw.write(text)) return;
  await Promise.race([once(raw, "drain"), once(raw, "close")]);
}

function nameOf({ model: { name, path, uri } }: DownloadBody): string {
  const given = name || path || uri;
  if (given) return given;
  throw new AssayError({
    code: "invalid-input",
    message: "The request names no model to download.",
    hint: 'Name it as {"model": {"Name": "<id:version>"}}.',
  });
}

function refuseFolder({ customdirpath: folder }: DownloadBody): void {
  if (!folder) return;
  throw new AssayError({
    code: "unsupported",
    message: "The service downloads all models into one cache, not into a folder of the request's own.",
    hint: `\`foundry cache cd <folder>\` moves the cache.`,
  });
}
