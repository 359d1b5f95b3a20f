import { formatDuration } from "../../report/format/format-duration.ts";
import { connectService } from "../../workbench/service-control/connect-service.ts";
import { readServiceStatus } from "../../workbench/service-control/read-service-status.ts";
import { createServiceClient } from "../../workbench/service-control/service-client.ts";
import type { CommandContext } from "../options/command-context.ts";
import { readServiceSettings } from "../options/service-settings.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { createLoadProgress } from "../render/load-progress.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

type Options = Readonly<Record<string, unknown>>;

/** `assay model load` */
export async function loadModel(name: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal, workspace } = context;
  const { settings, origins } = await readCommandSettings(options, ["modelTtlMs"], workspace);
  // What models of the service live without being asked is the service's own setting.
  const ttlMs = origins.modelTtlMs.from === "flag" ? settings.modelTtlMs : undefined;
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const { signal } = interrupt;
  const { state, client, isNew } = await connectService(workspace, async () => ({
    ...(await readServiceSettings({}, workspace)),
    signal,
  }));
  if (isNew) terminal.note(`🟢 Service is started on ${state.endpoints[0]}, process ${state.processId}`);
  else if (state.project !== workspace.directory)
    terminal.note(terminal.style("dim", `the service looks names up in ${state.project}`));
  const startedMs = workspace.clock.now();
  const loaded = await load();
  const tookMs = workspace.clock.now() - startedMs;
  if (options.json === true) terminal.print(JSON.stringify({ ...loaded, ttlMs, service: state.endpoints[0] }, null, 2));
  else
    terminal.print(
      `🟢 Model ${loaded.name} loaded in ${formatDuration(tookMs)}${ttlMs === undefined ? "" : `, unloads after ${formatDuration(ttlMs)} idle`}`,
    );
  return EXIT.ok;

  async function load() {
    using progress = createLoadProgress(name, terminal);
    return await client.load(name, { ttlMs, signal, onProgress: progress.onProgress });
  }
}

/** `assay model unload` */
export async function unloadModel(name: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal, workspace } = context;
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const { signal } = interrupt;
  const status = await readServiceStatus(workspace.locations, { signal });
  const unloaded =
    status.type === "running"
      ? await createServiceClient(status.state).unload(name, { force: options.force === true, signal })
      : { name, result: "not-loaded" as const };
  if (options.json === true) terminal.print(JSON.stringify(unloaded, null, 2));
  else terminal.print(describe(unloaded));
  return unloaded.result === "kept" ? EXIT.failed : EXIT.ok;
}

function describe({
  name,
  result,
}: {
  readonly name: string;
  readonly result: "unloaded" | "kept" | "not-loaded";
}): string {
  switch (result) {
    case "unloaded":
      return `🔴 Model ${name} unloaded`;
    case "kept":
      return `Model ${name} stays: it was loaded with a time to live, which --force overrules`;
    case "not-loaded":
      return `Model ${name} was not loaded`;
    default:
      return result satisfies never;
  }
}
