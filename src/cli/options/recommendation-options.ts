import type { Command } from "commander";
import { CONSTRAINT_SETTINGS } from "./command-settings.ts";
import { addSettingOptions } from "./setting-options.ts";

/** Adds the flags that say what a recommendation is held to, as a group of their own in the help. */
export function addRecommendationOptions(command: Command): Command {
  command.optionsGroup("Recommend only what meets these:");
  addSettingOptions(command, CONSTRAINT_SETTINGS);
  return command.option("--weights <list>", "what counts how much, such as quality=3,latency=1");
}
