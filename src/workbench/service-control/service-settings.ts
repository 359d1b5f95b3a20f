import type { SettingName, Settings } from "../../settings/definitions.ts";

/** The settings of a service: what `assay serve` and `assay service start` take as flags. */
export const SERVICE_SETTINGS = [
  "servicePort",
  "serviceHost",
  "serviceKeyRequired",
  "serviceKeyFile",
  "serviceKeyVariable",
  "allowedHosts",
  "allowedOrigins",
  "allowFilePages",
  "retainModels",
  "maxLoadedModels",
  "modelMemoryBytes",
  "modelTtlMs",
  "keepWarmMs",
  "parallel",
  "queueLength",
  "autoFit",
] as const satisfies readonly SettingName[];

export type ServiceSettings = Pick<Settings, (typeof SERVICE_SETTINGS)[number]>;

/** The part of all settings that a service takes. */
export function pickServiceSettings(settings: Settings): ServiceSettings {
  return Object.fromEntries(SERVICE_SETTINGS.map((name) => [name, settings[name]])) as unknown as ServiceSettings;
}
