import type { GivenSettings } from "../../../settings/read-settings.ts";

/** The flags of 0.10 for the server. */
export interface ServerFlags {
  readonly port: string | undefined;
  readonly idleMinutes: number | undefined;
}

/** The settings that the flags give. Minutes there are a time to live here; 0 is for never, which holds when nobody says another. */
export function toGivenServer({ port, idleMinutes }: ServerFlags): GivenSettings {
  return { servicePort: port, modelTtlMs: idleMinutes ? idleMinutes * 60_000 : undefined };
}
