import { isIP } from "node:net";
import type { ServiceState } from "./service-state.ts";

/** Whether only this machine can reach an address: `localhost`, 127.0.0.0/8 and ::1. */
export function isLoopbackHost(host: string): boolean {
  if (/^localhost\.?$/i.test(host)) return true;
  return isIP(host) === 4 ? host.startsWith("127.") : host === "::1";
}

/** Whether others can reach a service, and without a key. */
export function isOpenToOthers({ hasKey, settings }: Pick<ServiceState, "hasKey" | "settings">): boolean {
  return !hasKey && settings.serviceHost !== undefined && !isLoopbackHost(settings.serviceHost);
}
