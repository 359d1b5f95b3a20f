import { readFile } from "node:fs/promises";
import { AssayError } from "../../core/errors.ts";
import { type ComparedModel, compareModels, type EnergyPrice } from "../../workbench/bench/compare-models.ts";
import { createEngines } from "../../workbench/create-engines.ts";
import type { CommandContext } from "../options/command-context.ts";
import { COMPARE_SETTINGS } from "../options/command-settings.ts";
import { readCommandSettings } from "../options/setting-options.ts";
import { createBenchProgress } from "../render/bench-progress.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";
import { renderComparison } from "./render-comparison.ts";

type Options = Readonly<Record<string, unknown>>;

/** The workshop's own question. */
const DEFAULT_PROMPT = "List 5 benefits of local AI inference.";

/** `assay compare` */
export async function compare(
  slm: string | undefined,
  llm: string | undefined,
  options: Options,
  context: CommandContext,
): Promise<number> {
  const { terminal } = context;
  const workspace = await readCommandSettings(options, COMPARE_SETTINGS, context.workspace);
  const { settings } = workspace;
  const prompt = settings.comparePrompt ?? DEFAULT_PROMPT;
  const rounds = options.rounds === undefined ? undefined : toNumber("--rounds", options.rounds);
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  using progress = createBenchProgress(terminal, workspace.clock.now);
  const sides = await compareModels({
    ...settings,
    names: [required("SLM", slm ?? settings.slm), required("LLM", llm ?? settings.llm)],
    prompt,
    rounds,
    context: typeof options.context === "string" ? await readContext(options.context) : undefined,
    target: settings,
    energy: readEnergy(options),
    engines: createEngines(workspace),
    workspace,
    signal: interrupt.signal,
    onProgress: progress.onProgress,
  });
  progress[Symbol.dispose]();
  if (options.json === true) terminal.print(JSON.stringify({ prompt, models: sides }, null, 2));
  else if (options.format === "workshop") {
    terminal.print(`[COMPARISON RESULTS]\n${JSON.stringify(sides.map(toWorkshopRow), null, 2)}`);
    terminal.note(
      "latency_sec is the median of the warm answers; the workshop's script times the first answer after loading.",
    );
  } else terminal.print(renderComparison(prompt, sides, terminal));
  return sides.every(({ answer }) => answer === undefined) ? EXIT.failed : EXIT.ok;
}

/** The row that the workshop's `model_compare.py` prints. */
function toWorkshopRow({ scorecard, answer, warmMs, coldMs, outputTokens }: ComparedModel) {
  const { alias } = scorecard.target;
  if (answer === undefined) return { alias, error: scorecard.error?.message ?? "no answer" };
  const latency = warmMs ?? coldMs ?? 0;
  return { alias, latency_sec: Math.round(latency) / 1000, tokens: outputTokens ?? null, sample: answer.slice(0, 160) };
}

function required(which: "SLM" | "LLM", name: string | undefined): string {
  if (name !== undefined) return name;
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot compare as the ${which === "SLM" ? "small" : "large"} model must be named: it is not`,
    hint: `type assay compare <slm> <llm>, or set ${which}_ALIAS`,
  });
}

async function readContext(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new AssayError({
      code: "invalid-input",
      message: `Cannot read the context as --context must be a readable text file: current value is ${path}`,
      cause,
    });
  }
}

function readEnergy(options: Options): EnergyPrice | undefined {
  if (options.watts === undefined && options.kwhPrice === undefined) return undefined;
  const watts = toNumber("--watts", options.watts);
  return { watts, pricePerKwh: toNumber("--kwh-price", options.kwhPrice), currency: String(options.currency) };
}

function toNumber(flag: string, value: unknown): number {
  const number = Number(value);
  if (typeof value === "string" && value.trim() !== "" && Number.isFinite(number) && number > 0) return number;
  throw new AssayError({
    code: "invalid-input",
    message: `Cannot compare as ${flag} must be a number above 0: current value is ${value === undefined ? "absent" : JSON.stringify(value)}`,
  });
}
