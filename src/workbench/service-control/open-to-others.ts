import { isIP } from "node:net";
import type { ServiceState } from "./service-state.ts";

/**
 * Whether only this machine can reach a service that listens on this host: `localhost`, 127.0.0.0/8 and ::1. Stricter than
 * the names of a URL: what a resolver decides, such as `a.localhost`, counts as open.
 */
export function listensOnlyHere(host: string): boolean {
  if (/^localhost\.?$/i.test(host)) return true;
  return isIP(host) === 4 ? host.startsWith("127.") : host === "::1";
}

/** Whether others can reach a service, and without a key. */
export function isOpenToOthers({ hasKey, settings }: Pick<ServiceState, "hasKey" | "settings">): boolean {
  return !hasKey && settings.serviceHost !== undefined && !listensOnlyHere(settings.serviceHost);
}
