import { once } from "node:events";
import { basename, dirname } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { pino } from "pino";
import { createStream } from "rotating-file-stream";
import { makeFolder } from "../system/make-folder.ts";
import { OWNER_ONLY } from "../system/owner-only.ts";

/** The log of a service; disposing writes what is left. */
export interface ServiceLog extends AsyncDisposable {
  readonly logger: FastifyBaseLogger;
}

/** A week of a busy service; six files are at most 30 MB. */
const FILE_SIZE = "5M";
const OLD_FILES = 5;

/** Opens the log: JSON lines, rotated. It tells of requests by method, path, status and time, never what was asked. */
export async function openServiceLog(path: string): Promise<ServiceLog> {
  await makeFolder(dirname(path));
  const stream = createStream(basename(path), {
    path: dirname(path),
    size: FILE_SIZE,
    maxFiles: OLD_FILES,
    history: `${basename(path)}.history`,
    mode: OWNER_ONLY.file,
  });
  // A full disk must not end the service.
  stream.on("error", () => {});
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Loggers of single requests tell of what is wrong only: `logRequests()` writes one line when a request has ended.
      onChild: (child) => {
        child.level = "warn";
      },
      serializers: { req: () => undefined, res: () => undefined },
    },
    stream,
  );
  return {
    logger,
    async [Symbol.asyncDispose]() {
      const finished = once(stream, "finish").catch(() => {});
      stream.end();
      await finished;
    },
  };
}
