import { isDeepStrictEqual } from "node:util";
import { SETTINGS } from "../../settings/definitions.ts";
import { isOpenToOthers } from "../../workbench/service-control/is-loopback-host.ts";
import { SERVICE_SETTINGS } from "../../workbench/service-control/service-settings.ts";
import type { ServiceState } from "../../workbench/service-control/service-state.ts";
import { startService } from "../../workbench/service-control/start-service.ts";
import type { CommandContext } from "../options/command-context.ts";
import { readServiceSettings, type ServiceSettingsRead } from "../options/service-settings.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** `assay service start` */
export async function startServiceCommand(
  options: Readonly<Record<string, unknown>>,
  { terminal, workspace }: CommandContext,
): Promise<number> {
  const read = await readServiceSettings(options, workspace);
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const { state, isNew } = await startService({ ...read, signal: interrupt.signal });
  const differences = isNew ? [] : describeDifferences(state, read);
  if (options.json === true) {
    const { endpoints, processId, project } = state;
    terminal.print(JSON.stringify({ isNew, endpoints, processId, project, differences }, null, 2));
    return EXIT.ok;
  }
  reportStart(state, isNew, terminal);
  for (const difference of differences) terminal.note(`${terminal.style("yellow", "warning:")} ${difference}`);
  if (differences.length > 0) terminal.note(`${terminal.style("cyan", "hint:")}  assay service restart`);
  return EXIT.ok;
}

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
  if (isOpenToOthers(state))
    terminal.note(`${terminal.style("yellow", "warning:")} everyone who can reach it may use it: it has no key`);
}

/** How the running service differs from the one that was asked for. */
function describeDifferences(state: ServiceState, { given, workspace }: ServiceSettingsRead): string[] {
  const project = state.project === workspace.directory ? [] : [`it serves ${state.project}, not this folder`];
  const settings = SERVICE_SETTINGS.filter((name) => {
    return given[name] !== undefined && !isDeepStrictEqual(given[name], state.settings[name]);
  });
  return [
    ...project,
    ...settings.map(
      (name) => `it runs with ${SETTINGS[name].flag} ${show(state.settings[name])}, not ${show(given[name])}`,
    ),
  ];
}

function show(value: unknown): string {
  return value === undefined ? "unset" : Array.isArray(value) ? value.join(",") || "none" : String(value);
}
