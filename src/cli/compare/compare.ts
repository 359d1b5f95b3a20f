import { readFile } from "node:fs/promises";
import { AssayError } from "../../core/errors.ts";
import { explainSystemError } from "../../lib/explain-system-error.ts";
import { timingDoubt } from "../../report/content/timing-doubt.ts";
import type { Settings } from "../../settings/definitions.ts";
import { type ComparedModel, compareModels, type EnergyPrice } from "../../workbench/bench/compare-models.ts";
import { createEngines } from "../../workbench/create-engines.ts";
import { offerDownloads } from "../model/offer-downloads.ts";
import type { CommandContext } from "../options/command-context.ts";
import { createBenchProgress } from "../render/bench-progress.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { toSafeJson } from "../terminal/safe-text.ts";
import { renderComparison } from "./render-comparison.ts";

export interface CompareOptions
  extends Pick<
    Settings,
    "comparePrompt" | "maxTokens" | "temperature" | "seed" | "devices" | "threads" | "timeLimitMs"
  > {
  readonly slm: string | undefined;
  readonly llm: string | undefined;
  /** File with the text that answers must keep to. */
  readonly context: string | undefined;
  readonly rounds: number | undefined;
  /** Also meant where variables name both models. */
  readonly skipMissing: boolean;
  readonly watts: number | undefined;
  readonly kwhPrice: number | undefined;
  readonly currency: string;
  readonly format: "table" | "workshop";
  readonly json: boolean;
}

/** The workshop's own question. */
const DEFAULT_PROMPT = "List 5 benefits of local AI inference.";

/** `assay compare` */
export async function compare(options: CompareOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const workspace = await context.openWorkspace();
  const { settings } = workspace;
  const { comparePrompt: prompt = DEFAULT_PROMPT } = options;
  const names = [required("SLM", options.slm ?? settings.slm), required("LLM", options.llm ?? settings.llm)] as const;
  // Scripts of the workshop name them so, and want a row of each model, of one that failed too.
  const areNamedByVariables = options.slm === undefined && options.llm === undefined;
  if (options.format === "table" && !options.json) await offerDownloads(names, { workspace, terminal });
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  using progress = createBenchProgress(terminal, workspace.clock.now);
  const comparison = await compareModels({
    ...options,
    names,
    prompt,
    context: options.context === undefined ? undefined : await readContext(options.context),
    target: {
      ...options,
      contextTokens: settings.contextTokens,
      skipMissing: options.skipMissing || areNamedByVariables,
    },
    energy: readEnergy(options),
    engines: createEngines(workspace),
    workspace,
    signal: interrupt.signal,
    onProgress: progress.onProgress,
  });
  progress[Symbol.dispose]();
  const { models: sides, disturbances } = comparison;
  terminal.printResult(options, { prompt, ...comparison }, () => {
    if (options.format === "table") terminal.print(renderComparison(prompt, comparison, terminal));
    else {
      terminal.print(`[COMPARISON RESULTS]\n${toSafeJson(sides.map(toWorkshopRow))}`);
      terminal.note(
        "latency_sec is the median of the warm answers; the workshop's script times the first answer after loading.",
      );
      for (const doubt of timingDoubt(disturbances)) terminal.note(doubt);
    }
  });
  return sides.every(({ answer }) => answer === undefined) ? EXIT.failed : EXIT.ok;
}

/** The row that the workshop's `model_compare.py` prints. */
function toWorkshopRow({ scorecard, answer, warm, coldMs, outputTokens }: ComparedModel) {
  const { target, error } = scorecard;
  const { alias } = target;
  if (answer === undefined) {
    const { message = "no answer", code, hint } = error ?? {};
    return { alias, status: "failed", error: message, code, hint };
  }
  const latency = warm?.latencyMs ?? coldMs ?? 0;
  return { alias, latency_sec: Math.round(latency) / 1000, tokens: outputTokens ?? null, sample: answer.slice(0, 160) };
}

function required(which: "SLM" | "LLM", name: string | undefined): string {
  if (name !== undefined) return name;
  throw new AssayError({
    code: "invalid-input",
    message: `No ${which === "SLM" ? "small" : "large"} model is named.`,
    hint: `Type \`assay compare <slm> <llm>\`, or set ${which}_ALIAS.`,
  });
}

async function readContext(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new AssayError({
      code: "invalid-input",
      message: `The file of --context, ${path}, could not be read (${explainSystemError(cause)}).`,
      hint: "Name a text file.",
      cause,
    });
  }
}

function readEnergy({ watts, kwhPrice, currency }: CompareOptions): EnergyPrice | undefined {
  if (watts === undefined && kwhPrice === undefined) return undefined;
  if (watts !== undefined && kwhPrice !== undefined) return { watts, pricePerKwh: kwhPrice, currency };
  throw new AssayError({
    code: "invalid-input",
    message: `Local answers are priced by power and price; ${watts === undefined ? "--watts" : "--kwh-price"} is missing.`,
    hint: "Give both --watts and --kwh-price.",
  });
}
