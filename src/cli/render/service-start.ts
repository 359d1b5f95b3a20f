import { pluralize } from "../../lib/pluralize.ts";
import { SETTINGS } from "../../settings/definitions.ts";
import { isOpenToOthers } from "../../workbench/service-control/open-to-others.ts";
import type { ServiceState } from "../../workbench/service-control/service-state.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Says where the service is. */
export function reportStart(state: ServiceState, isNew: boolean, terminal: Terminal): void {
  const [first] = state.endpoints;
  terminal.print(
    isNew
      ? `🟢 Service is started on ${first}, process ${state.processId}`
      : `🟢 Service is already running on ${first}, process ${state.processId}`,
  );
  terminal.print(`   project  ${state.project}`);
  terminal.print(`   clients  ${first}/v1`);
  const { serviceKeyVariable } = state.settings;
  if (!state.hasKey && serviceKeyVariable !== SETTINGS.serviceKeyVariable.default)
    terminal.note(
      `${terminal.style("yellow", "warning:")} ${serviceKeyVariable} is not set, so the service asks for no key`,
    );
  if (isOpenToOthers(state))
    terminal.note(`${terminal.style("yellow", "warning:")} everyone who can reach it may use it: it has no key`);
}

/** Says what a stop waits for. */
export function sayWaiting(terminal: Terminal): (activeRequests: number) => void {
  return (active) => terminal.note(`${pluralize(active, "request")} may end first, for at most 30 s; --now cuts them`);
}
