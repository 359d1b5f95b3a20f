import { join } from "node:path";
import { type Environment, expand, readHubHome } from "../hub/read-hub-settings.ts";

/**
 * The folder in which tools of the hub share what they have downloaded: `HF_HUB_CACHE`, or `hub` in the hub's home
 * (`HF_HOME`, `XDG_CACHE_HOME`, ~/.cache/huggingface). Nothing is created by naming it.
 */
export function readHubCache(env: Environment): string {
  return expand(env.HF_HUB_CACHE) ?? expand(env.HUGGINGFACE_HUB_CACHE) ?? join(readHubHome(env), "hub");
}
