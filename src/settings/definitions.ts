import { accessSettings } from "./access-settings.ts";
import { benchSettings } from "./bench-settings.ts";
import { choiceSettings } from "./choice-settings.ts";
import { loadingSettings } from "./loading-settings.ts";
import { modelSettings } from "./model-settings.ts";

/** All settings by their key in assay.json. */
export const SETTINGS = {
  ...benchSettings,
  ...choiceSettings,
  ...modelSettings,
  ...accessSettings,
  ...loadingSettings,
};

export type SettingName = keyof typeof SETTINGS;

/** The flag of a setting, or its key in assay.json where it has none. */
export function flagOf(name: SettingName): string {
  return SETTINGS[name].flag ?? name;
}

/** Every setting with its value; one that has no default and that nobody set is absent. */
export type Settings = { readonly [Name in SettingName]: (typeof SETTINGS)[Name]["default"] };
