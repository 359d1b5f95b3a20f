import { resolve } from "node:path";
import type { CanaryState } from "../../sameness/canary/judge-canary.ts";
import type { Settings } from "../../settings/definitions.ts";
import { type CanaryCheck, checkCanaries } from "../../workbench/canary/canary.ts";
import { createEngines } from "../../workbench/create-engines.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { createLiveLine } from "../terminal/live-line.ts";
import { renderCheck } from "./render-check.ts";

export interface CheckCommandOptions extends Pick<Settings, "threads" | "contextTokens" | "cacheType"> {
  /** None: all that are recorded. */
  readonly models: readonly string[];
  readonly ifChanged: boolean;
  readonly quiet: boolean;
  readonly times: boolean;
  readonly folder: string;
  readonly json: boolean;
}

/** The exit code of each state, the gravest first. */
const CODES: readonly (readonly [CanaryState, number])[] = [
  ["failed", EXIT.failed],
  ["worse", 11],
  ["changed", 10],
  ["slower", 12],
  ["rounding", EXIT.ok],
  ["identical", EXIT.ok],
];

/** `assay canary`: exits by the gravest of what moved. */
export async function check(options: CheckCommandOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const live = createLiveLine(terminal);
  const checks = await checkCanaries(options.models, {
    ...options,
    withoutTimes: !options.times,
    folder: resolve(workspace.directory, options.folder),
    workspace,
    engines: createEngines(workspace),
    signal: interrupt.signal,
    onRead: (name, prompt) => live?.draw(prompt === undefined ? `loading ${name} ...` : `asking ${name}: ${prompt}`),
  }).finally(() => live?.[Symbol.dispose]());
  terminal.printResult(options, { checks }, () => {
    for (const one of checks) if (!options.quiet || hasMoved(one)) terminal.print(renderCheck(one, terminal));
  });
  const states = new Set(checks.map(stateOf));
  return CODES.find(([state]) => states.has(state))?.[1] ?? EXIT.ok;
}

function stateOf(check: CanaryCheck): CanaryState {
  if (check.type === "compared") return check.state;
  return check.type === "failed" ? "failed" : "identical";
}

function hasMoved(check: CanaryCheck): boolean {
  return stateOf(check) !== "identical";
}
