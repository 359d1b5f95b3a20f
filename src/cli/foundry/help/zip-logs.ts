import { createReadStream, createWriteStream } from "node:fs";
import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { AssayError } from "../../../core/errors.ts";
import { OWNER_ONLY } from "../../../system/owner-only.ts";
import { serviceFiles } from "../../../workbench/service-control/service-files.ts";
import type { CommandContext } from "../../options/command-context.ts";

/** `foundry zip-logs`: packs the newest log and the service's last words into one file here. Logs hold no prompts. */
export async function zipLogs(_options: object, { terminal, workspace }: CommandContext): Promise<number> {
  const { log, output } = serviceFiles(workspace.locations);
  const there = await Promise.all([output, log].map(async (path) => ((await isThere(path)) ? [path] : [])));
  const paths = there.flat();
  if (paths.length === 0)
    throw new AssayError({
      code: "storage-failed",
      message: `The service has logged nothing yet: ${log} is not there.`,
      hint: `Start it with \`foundry service start\`.`,
    });
  const stamp = workspace
    .now()
    .toISOString()
    .replaceAll(/[-:]|\.\d+/g, "");
  const target = resolve(workspace.directory, `foundry-logs-${stamp}.log.gz`);
  await pipeline(readAll(paths), createGzip(), createWriteStream(target, { flags: "wx", mode: OWNER_ONLY.file }));
  terminal.print(target);
  return 0;
}

async function* readAll(paths: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const path of paths) yield* createReadStream(path);
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
