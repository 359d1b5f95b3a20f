import type { GivenSettings } from "../../../settings/read-settings.ts";

/** The flags of 0.3 to 0.8 for the service. */
export interface ServiceFlags {
  readonly host: string | undefined;
  readonly port: string | undefined;
  /** false: everyone may use it who can reach it. */
  readonly key: boolean;
  readonly cacheFolder: string | undefined;
}

/** The settings that the flags give. */
export function toGiven({ host, port, key }: Pick<ServiceFlags, "host" | "port" | "key">): GivenSettings {
  // Without `--no-key` nobody has said anything of a key.
  return { serviceHost: host, servicePort: port, serviceKeyRequired: key ? undefined : false };
}
