import { isDeepStrictEqual } from "node:util";
import { flagOf } from "../../settings/definitions.ts";
import type { GivenSettings } from "../../settings/read-settings.ts";
import { createServiceClient } from "../../workbench/service-control/service-client.ts";
import { SERVICE_SETTINGS } from "../../workbench/service-control/service-settings.ts";
import type { ServiceState } from "../../workbench/service-control/service-state.ts";
import { startService } from "../../workbench/service-control/start-service.ts";
import type { CommandContext } from "../options/command-context.ts";
import { openServiceWorkspace, type ServiceWorkspace } from "../options/service-workspace.ts";
import { describeRefusedPages } from "../render/refused-pages.ts";
import { reportStart } from "../render/service-start.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

export interface StartOptions {
  /** Settings that were typed. */
  readonly given: GivenSettings;
  readonly json: boolean;
}

/** `assay service start` */
export async function startInBackground(
  options: StartOptions,
  { terminal, workspace }: CommandContext,
): Promise<number> {
  const wanted = await openServiceWorkspace(workspace, options);
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const { state, isNew } = await startService({ ...wanted, signal: interrupt.signal });
  const differences = isNew ? [] : describeDifferences(state, wanted);
  const refused = isNew
    ? []
    : describeRefusedPages(
        await createServiceClient(state)
          .readReport()
          .catch(() => undefined),
      );
  const { endpoints, processId, project } = state;
  terminal.printResult(options, { isNew, endpoints, processId, project, differences, refused }, () => {
    reportStart(state, isNew, terminal);
    for (const said of [...refused, ...differences]) terminal.note(`${terminal.style("yellow", "warning:")} ${said}`);
    if (differences.length > 0) terminal.note(`${terminal.style("cyan", "hint:")}  assay service restart`);
  });
  return EXIT.ok;
}

/** How the running service differs from the one that was asked for. */
function describeDifferences(state: ServiceState, { given, workspace }: ServiceWorkspace): string[] {
  const project = state.project === workspace.directory ? [] : [`it serves ${state.project}, not this folder`];
  const settings = SERVICE_SETTINGS.filter((name) => {
    return given[name] !== undefined && !isDeepStrictEqual(given[name], state.settings[name]);
  });
  return [
    ...project,
    ...settings.map((name) => `it runs with ${flagOf(name)} ${show(state.settings[name])}, not ${show(given[name])}`),
  ];
}

function show(value: unknown): string {
  return value === undefined ? "unset" : Array.isArray(value) ? value.join(",") || "none" : String(value);
}
