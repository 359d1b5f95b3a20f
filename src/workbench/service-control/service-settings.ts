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
  "cacheType",
  "queueLength",
  "autoFit",
] as const satisfies readonly SettingName[];

/** Those that say who may ask: they hold from the next request on, without a restart. */
export const ACCESS_SETTINGS = [
  "allowedHosts",
  "allowedOrigins",
  "allowFilePages",
] as const satisfies readonly SettingName[];

export type ServiceSettings = Pick<Settings, (typeof SERVICE_SETTINGS)[number]>;

/** Of the settings that were given to a service, the values that they came to. */
export function pickGivenSettings(
  given: Readonly<Record<string, unknown>>,
  settings: Settings,
): Partial<ServiceSettings> {
  const names = SERVICE_SETTINGS.filter((name) => given[name] !== undefined);
  return Object.fromEntries(names.map((name) => [name, settings[name]]));
}

/** The part of all settings that a service takes. */
export function pickServiceSettings(settings: Settings): ServiceSettings {
  return Object.fromEntries(SERVICE_SETTINGS.map((name) => [name, settings[name]])) as unknown as ServiceSettings;
}
