import { AssayError } from "../../../core/errors.ts";
import { moveCache } from "../../../workbench/cache/move-cache.ts";
import { modelCacheOf } from "../../../workbench/model-cache.ts";
import { readServiceKey } from "../../../workbench/service-control/read-service-key.ts";
import { readServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import { SERVICE_SETTINGS } from "../../../workbench/service-control/service-settings.ts";
import { type BareWorkspace, readWorkspace } from "../../../workbench/workspace.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { writeServiceSetting } from "../classic/change-setting.ts";
import { warnOfLogLevel } from "../classic/log-level.ts";
import { restartService } from "../classic/restart-service.ts";
import { type ServiceFlags, toGiven } from "../classic/service-flags.ts";

export interface SetOptions extends ServiceFlags {
  /** Number of the GPU. */
  readonly gpu: string | undefined;
  readonly logLevel: string | undefined;
  readonly allowFilePages: boolean | undefined;
  readonly show: boolean;
}

/** `foundry service set`: writes the settings, and restarts a service that runs, so that they hold. */
export async function setService(options: SetOptions, context: CommandContext): Promise<number> {
  const { terminal, workspace } = context;
  refuseGpu(options.gpu);
  if (options.logLevel !== undefined) warnOfLogLevel(terminal);
  // Before anything is written: a service that could not come up again would be missed.
  const given = { ...toGiven(options), allowFilePages: options.allowFilePages };
  const wanted = await readWorkspace(workspace, given);
  await readServiceKey(wanted.settings, wanted);
  const changed = SERVICE_SETTINGS.filter((name) => given[name] !== undefined);
  for (const name of changed) await writeServiceSetting(name, String(given[name]), context);
  if (options.cacheFolder !== undefined) await moveCache(options.cacheFolder, workspace);
  const isChanged = changed.length > 0 || options.cacheFolder !== undefined;
  if (isChanged) {
    terminal.print("Saving new settings");
    const status = await readServiceStatus(workspace.locations);
    if (status.type === "running") await restartService(context, { changed });
  } else terminal.print("No settings changed");
  if (options.show || !isChanged) terminal.print(JSON.stringify(await readShown(workspace), null, 2));
  return 0;
}

/** The settings in the form and under the names that the classic program shows. */
async function readShown(bare: BareWorkspace) {
  const workspace = await readWorkspace(bare);
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

function refuseGpu(gpu: string | undefined): void {
  if (gpu === undefined || gpu === "0") return;
  throw new AssayError({
    code: "device-absent",
    message: `The number of the GPU must be 0, not ${gpu}.`,
    hint: 'With "device": "gpu", a model in models.json runs on the GPU.',
  });
}
