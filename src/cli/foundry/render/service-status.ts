import { REGISTRATION_STATUS, VALID_PROVIDERS } from "../../../wire/foundry/server/execution-providers.ts";
import type { ServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import { renderServiceLine } from "../../render/service-line.ts";

/** Output of `foundry service status`. */
export function renderServiceStatus(status: ServiceStatus): string {
  const more = status.type === "running" ? [`EP autoregistration status: ${REGISTRATION_STATUS}`, VALID_PROVIDERS] : [];
  return [renderServiceLine(status, "foundry"), ...more, ""].join("\n");
}
