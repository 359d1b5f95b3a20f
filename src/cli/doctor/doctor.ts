import { pluralize } from "../../lib/pluralize.ts";
import type { Finding } from "../../workbench/doctor/finding.ts";
import { runDoctor } from "../../workbench/doctor/run-doctor.ts";
import { readVersion } from "../../workbench/read-version.ts";
import type { CommandContext } from "../options/command-context.ts";
import { wrapText } from "../render/wrap-text.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { flagsOf } from "../terminal/remedies.ts";
import type { Terminal } from "../terminal/terminal.ts";

const STYLES = { ok: "green", warning: "yellow", problem: "red" } as const;
const STATUS_WIDTH = "problem".length;
const SUBJECT_WIDTH = 16;
/** However narrow the terminal is, words must fit. */
const LEAST_WIDTH = 20;

export interface DoctorOptions {
  /** Asks each model a short question. */
  readonly probe: boolean;
  /** Asks the endpoints that only this project names too. */
  readonly askProject: boolean;
  readonly json: boolean;
}

/** `assay doctor` */
export async function doctor(options: DoctorOptions, { terminal, workspace }: CommandContext): Promise<number> {
  const { probe, askProject, json } = options;
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const findings: Finding[] = [];
  if (!json) terminal.print(terminal.style("bold", `assay ${readVersion()}`));
  const found = runDoctor({ workspace, probe, askProject, signal: interrupt.signal });
  for await (const each of found) {
    const finding = withCommand(each);
    if (!json) {
      if (finding.topic !== findings.at(-1)?.topic) terminal.print(`\n${terminal.style("bold", finding.topic)}`);
      terminal.print(render(finding, terminal));
    }
    findings.push(finding);
  }
  const tally = (status: Finding["status"]) => findings.filter((finding) => finding.status === status).length;
  const [problems, warnings] = [tally("problem"), tally("warning")];
  const result = { version: readVersion(), problems, warnings, findings };
  terminal.printResult(options, result, `\n${summarize(problems, warnings)}`);
  return problems > 0 ? EXIT.failed : EXIT.ok;
}

function render({ status, subject, message, hints = [] }: Finding, terminal: Terminal): string {
  const columns = terminal.out.columns ?? Number.POSITIVE_INFINITY;
  const indent = " ".repeat(STATUS_WIDTH + 4);
  const wrap = (text: string, before: number) => wrapText(text, Math.max(columns - before, LEAST_WIDTH));
  const [first, ...more] = wrap(message, indent.length + SUBJECT_WIDTH + 2);
  const label = terminal.style(STYLES[status], status.padEnd(STATUS_WIDTH));
  return [
    `  ${label}  ${subject.padEnd(SUBJECT_WIDTH)}  ${first}`,
    ...more.map((line) => `${indent}${" ".repeat(SUBJECT_WIDTH)}  ${line}`),
    ...hints.flatMap((hint) => {
      const [words = "", ...commands] = hint.split("\n");
      // Commands are not broken, so that they can be copied.
      const lines = [...wrap(words, indent.length + 3), ...commands];
      return lines.map((line, index) => `${indent}${index === 0 ? terminal.style("cyan", "->") : "  "} ${line}`);
    }),
  ].join("\n");
}

/** A hint with a way out ends with the command to type. */
function withCommand({ remedies = [], hints = [], ...finding }: Finding): Finding {
  const command = remedies.length === 0 ? "" : `\nassay doctor ${flagsOf(remedies)}`;
  return hints.length === 0 ? finding : { ...finding, hints: hints.map((hint) => hint + command) };
}

function summarize(problems: number, warnings: number): string {
  if (problems + warnings === 0) return "Everything that is needed here is there.";
  const parts = [
    problems === 0 ? [] : pluralize(problems, "problem"),
    warnings === 0 ? [] : pluralize(warnings, "warning"),
  ].flat();
  return `${parts.join(" and ")}; each says what to do next.`;
}
