import { AssayError } from "../../../core/errors.ts";
import { moveCache } from "../../../workbench/cache/move-cache.ts";
import { modelCacheOf } from "../../../workbench/model-cache.ts";
import { readServiceKey } from "../../../workbench/service-control/read-service-key.ts";
import { readServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import { SERVICE_SETTINGS } from "../../../workbench/service-control/service-settings.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { readServiceSettings } from "../../options/service-settings.ts";
import { readCommandSettings } from "../../options/setting-options.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { type ServiceSettingName, writeServiceSetting } from "../classic/change-setting.ts";
import { restartService, toFlags } from "./service.ts";

type Options = Readonly<Record<string, unknown>>;

/** `foundry service set`: writes the settings, and restarts a service that runs, so that they hold. */
export async function setService(options: Options, context: CommandContext): Promise<number> {
  const { terminal, workspace } = context;
  refuseGpu(options.gpu);
  if (options.defaultLogLevel !== undefined) warnOfLogLevel(terminal);
  // Before anything is written: a service that could not come up again would be missed.
  const wanted = (await readServiceSettings(toFlags(pickFlags(options)), workspace)).workspace;
  await readServiceKey(wanted.settings, wanted);
  const changed = await writeAll(options, context);
  const isChanged = changed.length > 0 || options.cachedir !== undefined;
  if (isChanged) {
    terminal.print("Saving new settings");
    const status = await readServiceStatus(workspace.locations);
    if (status.type === "running") await restartService({}, context, changed);
  } else terminal.print("No settings changed");
  if (options.show === true || !isChanged) terminal.print(JSON.stringify(await readShown(context), null, 2));
  return 0;
}

function pickFlags({ host, port, key, allowFilePages }: Options): Options {
  return { host, port, key, allowFilePages };
}

/** Writes what is given, and names it. */
async function writeAll(options: Options, context: CommandContext): Promise<readonly ServiceSettingName[]> {
  const { host, port, allowFilePages, key, cachedir } = options;
  const texts: Partial<Record<ServiceSettingName, unknown>> = {
    serviceKeyRequired: key === false ? "0" : undefined,
    serviceHost: host,
    servicePort: port,
    allowFilePages: allowFilePages === undefined ? undefined : allowFilePages === true ? "1" : "0",
  };
  const changed = SERVICE_SETTINGS.filter((name) => texts[name] !== undefined);
  for (const name of changed) await writeServiceSetting(name, String(texts[name]), context);
  if (typeof cachedir === "string") await moveCache(cachedir, context.workspace);
  return changed;
}

/** The settings in the form and under the names that the classic program shows. */
async function readShown(context: CommandContext) {
  const workspace = await readCommandSettings({}, [], context.workspace);
  const { settings } = workspace;
  return {
    defaultLogLevel: 2,
    serviceSettings: {
      host: settings.serviceHost ?? "127.0.0.1",
      port: settings.servicePort,
      cacheDirectoryPath: modelCacheOf(workspace),
      schema: "http",
      pipeName: null,
      defaultSecondsForModelTTL: settings.modelTtlMs === undefined ? null : settings.modelTtlMs / 1000,
      initialConnectionTimeoutInSeconds: 6,
      allowFilePages: settings.allowFilePages,
    },
  };
}

export function warnOfLogLevel(terminal: Terminal): void {
  terminal.note(
    "warning: the level of the log is not used: the log tells of every request and every model, at one level",
  );
}

function refuseGpu(gpu: unknown): void {
  if (gpu === undefined || gpu === "0") return;
  throw new AssayError({
    code: "device-absent",
    message: `Cannot choose the GPU as its number must be 0: current value is ${String(gpu)}`,
    hint: '"device": "gpu" for a model in models.json runs it on the GPU',
  });
}
