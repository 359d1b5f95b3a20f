import { formatDuration } from "../../report/format/format-duration.ts";
import { connectService } from "../../workbench/service-process/connect-service.ts";
import { readServiceStatus } from "../../workbench/service-process/read-service-status.ts";
import { createServiceClient } from "../../workbench/service-process/service-client.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT } from "../exit-codes.ts";
import { listenForInterrupt } from "../interrupt.ts";
import { createLoadProgress } from "../render/load-progress.ts";
import { readServiceSettings } from "../service-settings.ts";
import { readCommandSettings } from "../setting-options.ts";

type Options = Readonly<Record<string, unknown>>;

/** `assay model load` */
export async function loadModel(name: string, options: Options, context: CommandContext): Promise<number> {
  const { terminal, surroundings } = context;
  const { settings, origins } = await readCommandSettings(options, ["modelTtlMs"], surroundings);
  // What models of the service live without being asked is the service's own setting.
  const ttlMs = origins.modelTtlMs.from === "flag" ? settings.modelTtlMs : undefined;
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const { signal } = interrupt;
  const { state, client, isNew } = await connectService(surroundings, async () => ({
    ...(await readServiceSettings({}, surroundings)),
    signal,
  }));
  if (isNew) terminal.note(`🟢 Service is started on ${state.endpoints[0]}, process ${state.processId}`);
  else if (state.project !== surroundings.directory)
    terminal.note(terminal.style("dim", `the service looks names up in ${state.project}`));
  const startedMs = surroundings.clock.now();
  const loaded = await load();
  const tookMs = surroundings.clock.now() - startedMs;
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
  const { terminal, surroundings } = context;
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const { signal } = interrupt;
  const status = await readServiceStatus(surroundings.locations, { signal });
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
