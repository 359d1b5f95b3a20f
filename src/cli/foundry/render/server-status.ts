import type { ServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import { addressOf } from "../../render/service-line.ts";

/** Output of `foundry server status`; programs look for `Web URLs` and the text after it. */
export function renderServerStatus(status: ServiceStatus, now: Date): string {
  if (status.type !== "running") return `State    ${status.type === "starting" ? "Starting" : "Stopped"}`;
  const { processId, startedAt } = status.state;
  const started = new Date(startedAt);
  return [
    "State    Ready",
    `PID      ${processId}`,
    `Started  ${started.toISOString().replace("T", " ").replace(/\.\d+/, "")}`,
    `Uptime   ${formatUptime(now.getTime() - started.getTime())}`,
    `Web URLs ${addressOf(status.state)}`,
  ].join("\n");
}

/** Output of `foundry server status -o json`. */
export function toServerStatusJson(status: ServiceStatus, now: Date): Readonly<Record<string, unknown>> {
  if (status.type !== "running")
    return { state: status.type === "starting" ? "Starting" : "Stopped", pid: null, started: null, webUrls: [] };
  const { processId, startedAt } = status.state;
  return {
    state: "Ready",
    pid: processId,
    started: startedAt,
    uptimeSeconds: Math.round((now.getTime() - Date.parse(startedAt)) / 1000),
    webUrls: [addressOf(status.state)],
  };
}

function formatUptime(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60) % 60,
  ];
  if (days > 0) return `${days}d ${hours}h`;
  if (hours > 0) return `${hours}h ${minutes}m`;
  return `${minutes}m ${seconds % 60}s`;
}
