import { join } from "node:path";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import { expand, readHubHome } from "../read-hub-settings.ts";

/**
 * The folder in which tools of the hub share what they have downloaded, where `HF_HUB_CACHE` names no other: `hub` in
 * the hub's home (`HF_HOME`, `XDG_CACHE_HOME`, ~/.cache/huggingface). Nothing is created by naming it.
 */
export function defaultHubCache(env: EnvironmentVariables): string {
  return expand(env.HUGGINGFACE_HUB_CACHE) ?? join(readHubHome(env), "hub");
}
