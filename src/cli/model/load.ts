import { formatDuration } from "../../report/format/format-duration.ts";
import { connectService } from "../../workbench/service-control/connect-service.ts";
import type { CommandContext } from "../options/command-context.ts";
import { openServiceWorkspace } from "../options/service-workspace.ts";
import { createLoadProgress } from "../render/load-progress.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

export interface LoadModelOptions {
  readonly model: string;
  readonly ttlMs: number | undefined;
  readonly json: boolean;
}

/** `assay model load` */
export async function loadModel(options: LoadModelOptions, context: CommandContext): Promise<number> {
  const { terminal, workspace } = context;
  const { model, ttlMs } = options;
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const { signal } = interrupt;
  const { state, client, isNew } = await connectService(workspace, async () => ({
    ...(await openServiceWorkspace(workspace)),
    signal,
  }));
  if (isNew) terminal.note(`🟢 Service is started on ${state.endpoints[0]}, process ${state.processId}`);
  else if (state.project !== workspace.directory)
    terminal.note(terminal.style("dim", `the service looks names up in ${state.project}`));
  const startedMs = workspace.clock.now();
  const loaded = await load();
  const took = formatDuration(workspace.clock.now() - startedMs);
  const unloads = ttlMs === undefined ? "" : `, unloads after ${formatDuration(ttlMs)} idle`;
  const text = `🟢 Model ${loaded.name} loaded in ${took}${unloads}`;
  terminal.printResult(options, { ...loaded, ttlMs, service: state.endpoints[0] }, text);
  return EXIT.ok;

  async function load() {
    using progress = createLoadProgress(model, terminal);
    return await client.load(model, { ttlMs, signal, onProgress: progress.onProgress });
  }
}
