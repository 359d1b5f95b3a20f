import { formatQuantity } from "../../report/format/format-quantity.ts";
import { type Diagnosis, diagnoseService } from "../../workbench/doctor/diagnose-service.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { renderLogLine } from "./log-line.ts";

/** `assay service diag` */
export async function printDiagnosis(
  options: { readonly json: boolean },
  { terminal, workspace }: CommandContext,
): Promise<number> {
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const diagnosis = await diagnoseService(workspace, interrupt.signal);
  terminal.printResult(options, diagnosis, describe(diagnosis, terminal).join("\n"));
  return EXIT.ok;
}

function describe(diagnosis: Diagnosis, terminal: Terminal): string[] {
  const { version, node, system, memoryBytes, service, findings, problems, output } = diagnosis;
  return [
    `assay ${version}, Node ${node}, ${system}, ${formatQuantity(memoryBytes, "bytes")} of memory`,
    "",
    `service: ${service.status}`,
    ...(service.state === undefined ? [] : [JSON.stringify(service.state, null, 2)]),
    ...(service.report === undefined ? [] : [JSON.stringify(service.report, null, 2)]),
    "",
    "findings:",
    ...findings.map(({ status, topic, subject, message }) => `  ${status.padEnd(7)} ${topic} ${subject}: ${message}`),
    "",
    `last warnings and errors of the log: ${problems.length === 0 ? "none" : ""}`,
    ...problems.map((entry) => `  ${renderLogLine(entry, terminal)}`),
    ...(output.length === 0 ? [] : ["", "written outside the log:", ...output.map((line) => `  ${line}`)]),
  ];
}
