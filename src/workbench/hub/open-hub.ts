import { describeRetry } from "../../http/describe-retry.ts";
import { createHubClient, type HubClient } from "../../hub/hub-client.ts";
import type { Workspace } from "../workspace.ts";

/** Opens the hub that the environment names. @throws AssayError `invalid-input`, `invalid-file` */
export function openHub({ env, clock, now, notify }: Pick<Workspace, "env" | "clock" | "now" | "notify">): HubClient {
  return createHubClient({ env, clock, now, onRetry: (error, next) => notify?.(describeRetry(error, next)) });
}
