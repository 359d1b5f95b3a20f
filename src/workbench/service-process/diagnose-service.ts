import { release, totalmem } from "node:os";
import type { SettingsRead } from "../../catalog/settings/read-settings.ts";
import type { Finding } from "../doctor/finding.ts";
import { runDoctor } from "../doctor/run-doctor.ts";
import { readVersion } from "../read-version.ts";
import type { Surroundings } from "../surroundings.ts";
import { type LogEntry, parseLogEntry } from "./log-entry.ts";
import { readLogTail } from "./read-log.ts";
import { readServiceStatus } from "./read-service-status.ts";
import { serviceFiles } from "./service-files.ts";
import type { ServiceReport } from "./service-report.ts";
import type { ServiceState } from "./service-state.ts";

/** What someone who looks for a fault has to know; no key is in it. */
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
  /** What the last detached service wrote outside its log, such as the trace of a crash. */
  readonly output: readonly string[];
}

const LINES = 2000;
const PROBLEMS = 30;
const OUTPUT_LINES = 40;

/** Gathers what a bug report needs. @param readSettings what it throws becomes a finding */
export async function diagnoseService(
  surroundings: Surroundings,
  readSettings: () => Promise<SettingsRead>,
  signal?: AbortSignal,
): Promise<Diagnosis> {
  const files = serviceFiles(surroundings.locations);
  const status = await readServiceStatus(surroundings.locations, { signal });
  const findings: Finding[] = [];
  for await (const finding of runDoctor({ surroundings, readSettings, probe: false, signal })) findings.push(finding);
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
