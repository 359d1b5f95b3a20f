import { type CacheFinding, verifyCache } from "../../hub/cache/verify-cache.ts";
import { openCache } from "../../workbench/cache/open-cache.ts";
import { repairDownload } from "../../workbench/cache/repair-download.ts";
import type { CommandContext } from "../options/command-context.ts";
import { createDownloadDisplay } from "../render/download-progress.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

export interface VerifyOptions {
  readonly repair: boolean;
  readonly json: boolean;
}

/** `assay cache verify` */
export async function verify(options: VerifyOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { repair, json } = options;
  const workspace = await context.openWorkspace();
  const cache = await openCache(workspace);
  using interrupt = listenForInterrupt(terminal, "stopping");
  const { signal } = interrupt;
  const findings: CacheFinding[] = [];
  const found = verifyCache(cache, {
    signal,
    onFile: (file) => terminal.isInteractive && !json && terminal.note(`checking ${file} ...`),
    ...(repair && {
      repair: async (record) => {
        using display = createDownloadDisplay(terminal, workspace.clock.now);
        await repairDownload(record, cache, workspace, { signal, onEvent: display.onProgress });
      },
    }),
  });
  for await (const finding of found) {
    findings.push(finding);
    if (!json) terminal.print(describe(finding));
  }
  const isBad = findings.some(({ state }) => state !== "right" && state !== "repaired");
  terminal.printResult(options, { files: findings }, () => {
    if (findings.length === 0) terminal.note("assay has downloaded nothing yet");
    else if (isBad && !repair)
      terminal.note("\nassay cache verify --repair downloads them again; assay cache clean forgets what is gone");
  });
  return isBad ? EXIT.failed : EXIT.ok;
}

function describe({ name, file, state, because, path }: CacheFinding): string {
  const label = name.endsWith(file) ? name : `${name}/${file}`;
  return state === "right" ? `right     ${label}` : `${state.padEnd(8)}  ${label}: ${because}\n          ${path}`;
}
