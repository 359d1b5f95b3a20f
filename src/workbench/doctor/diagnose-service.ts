import { release, totalmem } from "node:os";
import type { ServiceReport } from "../../wire/assay/service-report.ts";
import { readVersion } from "../read-version.ts";
import { type LogEntry, parseLogEntry } from "../service-control/log-entry.ts";
import { readLogTail } from "../service-control/read-log.ts";
import { readServiceStatus } from "../service-control/read-service-status.ts";
import { serviceFiles } from "../service-control/service-files.ts";
import type { ServiceState } from "../service-control/service-state.ts";
import type { BareWorkspace } from "../workspace.ts";
import type { Finding } from "./finding.ts";
import { runDoctor } from "./run-doctor.ts";

/** Everything that helps to find a fault; it holds no key. */
export interface Diagnosis {
  readonly version: string;
  readonly node: string;
  readonly system: string;
  readonly memoryBytes: number;
  readonly service: {
    readonly status: "running" | "starting" | "stopped";
    readonly state?: Omit<ServiceState, "sessionToken"> | undefined;
    readonly report?: ServiceReport | undefined;
  };
  readonly findings: readonly Finding[];
  /** The last warnings and errors of the log. */
  readonly problems: readonly LogEntry[];
  /** Output of the last detached service outside its log, such as the trace of a crash. */
  readonly output: readonly string[];
}

const LINES = 2000;
const PROBLEMS = 30;
const OUTPUT_LINES = 40;

/** Gathers what a bug report needs. */
export async function diagnoseService(workspace: BareWorkspace, signal?: AbortSignal): Promise<Diagnosis> {
  const files = serviceFiles(workspace.locations);
  const status = await readServiceStatus(workspace.locations, { signal });
  const findings: Finding[] = [];
  for await (const finding of runDoctor({ workspace, probe: false, signal })) findings.push(finding);
  const entries = (await readLogTail(files.log, LINES)).map(parseLogEntry);
  return {
    version: readVersion(),
    node: process.version,
    system: `${process.platform}-${process.arch} ${release()}`,
    memoryBytes: totalmem(),
    service: { status: status.type, ...(status.type === "running" && withoutToken(status)) },
    findings,
    problems: entries.filter(({ level }) => level !== "info" && level !== "debug").slice(-PROBLEMS),
    output: await readLogTail(files.output, OUTPUT_LINES),
  };
}

function withoutToken({
  state,
  report,
}: {
  readonly state: ServiceState;
  readonly report?: ServiceReport | undefined;
}) {
  const { sessionToken: _, ...shown } = state;
  return { state: shown, report };
}
