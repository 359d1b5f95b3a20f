import { resolve } from "node:path";
import type { Settings } from "../../settings/definitions.ts";
import { recordCanary } from "../../workbench/canary/canary.ts";
import { createEngines } from "../../workbench/create-engines.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { createLiveLine } from "../terminal/live-line.ts";

export interface RecordCommandOptions extends Pick<Settings, "threads" | "contextTokens" | "cacheType"> {
  readonly models: readonly string[];
  readonly prompts: string | undefined;
  readonly maxTokens: number;
  readonly rounds: number;
  readonly replace: boolean;
  readonly folder: string;
  readonly json: boolean;
}

/** `assay canary record` */
export async function record(options: RecordCommandOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  using interrupt = listenForInterrupt(terminal, "stopping; nothing of this model is recorded");
  const live = createLiveLine(terminal);
  const recorded: { readonly model: string; readonly path: string }[] = [];
  try {
    for (const model of options.models) {
      const path = await recordCanary(model, {
        ...options,
        folder: resolve(workspace.directory, options.folder),
        workspace,
        engines: createEngines(workspace),
        signal: interrupt.signal,
        onRead: (name, prompt) =>
          live?.draw(prompt === undefined ? `loading ${name} ...` : `recording ${name}: ${prompt}`),
      });
      recorded.push({ model, path });
    }
  } finally {
    live?.[Symbol.dispose]();
  }
  terminal.printResult(options, { recorded }, () => {
    for (const { model, path } of recorded) terminal.print(`${terminal.style("bold", model)} is recorded in ${path}`);
    terminal.note("after a change: assay canary");
  });
  return EXIT.ok;
}
