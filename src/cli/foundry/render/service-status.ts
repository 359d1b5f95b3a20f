import { REGISTRATION_STATUS, VALID_PROVIDERS } from "../../../wire/foundry/server/execution-providers.ts";
import type { ServiceStatus } from "../../../workbench/service-process/read-service-status.ts";

/**
 * What `foundry service status` prints.
 *
 * The SDKs take the first `http://host:port` of it, or find that nothing runs where there is none.
 */
export function renderServiceStatus(status: ServiceStatus): string {
  if (status.type !== "running")
    return "🔴 Model management service is not running!\nTo start the service, run the following command: foundry service start\n";
  return [
    `🟢 Model management service is running on ${addressOf(status.state)}/openai/status`,
    `EP autoregistration status: ${REGISTRATION_STATUS}`,
    VALID_PROVIDERS,
    "",
  ].join("\n");
}

/** The address to be told to people, with the forms that the SDKs understand: no IPv6. */
export function addressOf({ endpoints }: { readonly endpoints: readonly string[] }): string {
  return endpoints.find((endpoint) => !endpoint.includes("[")) ?? endpoints[0] ?? "";
}
