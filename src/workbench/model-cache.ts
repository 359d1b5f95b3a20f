import { homedir } from "node:os";
import { resolve } from "node:path";
import { defaultHubCache } from "../hub/cache/hub-cache.ts";
import type { Workspace } from "./workspace.ts";

/** The folder that models of the hub are downloaded into. Nothing is created by naming it. */
export function modelCacheOf({
  settings: { modelCache },
  env,
  directory,
}: Pick<Workspace, "settings" | "env" | "directory">): string {
  if (modelCache === undefined) return defaultHubCache(env);
  return resolve(directory, modelCache.replace(/^~(?=$|[\\/])/, homedir()));
}
