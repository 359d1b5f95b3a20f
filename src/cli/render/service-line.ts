import type { ServiceStatus } from "../../workbench/service-control/read-service-status.ts";

/**
 * Says whether the service runs, in the words that programs look for.
 *
 * The SDKs take the first `http://host:port` of it, or find that nothing runs where there is none.
 * @param program the one that was asked, whose command starts it
 */
export function renderServiceLine(status: ServiceStatus, program: "assay" | "foundry"): string {
  return status.type === "running"
    ? `🟢 Model management service is running on ${addressOf(status.state)}/openai/status`
    : `🔴 Model management service is not running!\nTo start the service, run the following command: ${program} service start`;
}

/** The address to be told to people, with the forms that the SDKs understand: no IPv6. */
export function addressOf({ endpoints }: { readonly endpoints: readonly string[] }): string {
  return endpoints.find((endpoint) => !endpoint.includes("[")) ?? endpoints[0] ?? "";
}
