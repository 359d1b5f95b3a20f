import { createHubClient, type HubClient } from "../catalog/hub/hub-client.ts";
import type { Surroundings } from "./surroundings.ts";

/** Opens the hub that the environment names. @throws AssayError `invalid-input`, `invalid-file` */
export function openHub({ env, clock, now }: Pick<Surroundings, "env" | "clock" | "now">): HubClient {
  return createHubClient({ env, clock, now });
}
