import type { Locations } from "../../system/locations.ts";
import { readVersion } from "../../workbench/read-version.ts";
import { isOpenToOthers } from "../../workbench/service-control/open-to-others.ts";
import { readServiceStatus, type ServiceStatus } from "../../workbench/service-control/read-service-status.ts";
import { describeRefusedPages } from "../render/refused-pages.ts";
import { renderServiceLine } from "../render/service-line.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** The part of a command's context that is needed, which the entry makes without the rest. */
export interface StatusContext {
  readonly terminal: Terminal;
  readonly workspace: { readonly locations: Locations };
}

const JSON_ANSWER_MS = 2000;

/**
 * `assay service status`; exits with 0 in both states, as clients expect that parse its first line.
 *
 * It must be fast, so nothing heavy may be imported here: no command line parser, no schema, no client library.
 */
export async function showStatus(
  options: { readonly json: boolean },
  { terminal, workspace: { locations } }: StatusContext,
): Promise<number> {
  // Clients that poll read the text, and their patience is short; a script may wait for all of it.
  const status = await readServiceStatus(locations, options.json ? { answerMs: JSON_ANSWER_MS } : {});
  const installed = readVersion();
  terminal.printResult(options, toJson(status, installed), describe(status, installed).join("\n"));
  return EXIT.ok;
}

function describe(status: ServiceStatus, installed: string): string[] {
  // No address here: clients take the first one that they find for a running service.
  if (status.type === "starting") return ["🟡 Model management service is starting, and does not listen yet"];
  const line = renderServiceLine(status, "assay");
  if (status.type !== "running") return [line];
  const { state, report } = status;
  const models = report?.models.map(({ name, state: is }) => (is === "ready" ? name : `${name} (${is})`));
  return [
    line,
    `   process  ${state.processId} since ${state.startedAt}${state.mode === "foreground" ? ", in the foreground" : ""}`,
    `   project  ${state.project}`,
    `   listens  ${state.endpoints.join(", ")}${state.hasKey ? ", with a key" : ""}`,
    ...(models === undefined ? [] : [`   models   ${models.length === 0 ? "none loaded" : models.join(", ")}`]),
    ...warningsOf(status, installed).map((warning) => `   warning  ${warning}`),
  ];
}

function toJson(status: ServiceStatus, installed: string): unknown {
  if (status.type !== "running") return { status: status.type, installedVersion: installed };
  const { sessionToken: _, schema: __, ...state } = status.state;
  return {
    status: status.type,
    ...state,
    ...status.report,
    installedVersion: installed,
    warnings: warningsOf(status, installed),
  };
}

function warningsOf({ state, report }: Extract<ServiceStatus, { type: "running" }>, installed: string): string[] {
  return [
    report === undefined ? "it does not answer at the moment; `assay service logs` may tell why" : undefined,
    report?.isStopping === true ? "it is stopping: what runs may end first" : undefined,
    ...describeRefusedPages(report),
    isOpenToOthers(state)
      ? `everyone who can reach ${state.settings.serviceHost} may use it: it has no key`
      : undefined,
    state.version === installed
      ? undefined
      : `it runs version ${state.version}, installed is ${installed}: assay service restart`,
  ].filter((warning) => warning !== undefined);
}
