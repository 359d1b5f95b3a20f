import { defaultHubCache } from "../hub/cache/hub-cache.ts";
import type { Workspace } from "./workspace.ts";

/** The folder that models of the hub are downloaded into. Nothing is created by naming it. */
export function modelCacheOf({ settings, env }: Pick<Workspace, "settings" | "env">): string {
  return settings.modelCache ?? defaultHubCache(env);
}
