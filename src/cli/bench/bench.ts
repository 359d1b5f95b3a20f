import { AssayError } from "../../core/errors.ts";
import { DEFAULT_LEVEL } from "../../core/plan-defaults.ts";
import type { Settings } from "../../settings/definitions.ts";
import { type BenchRequest, planFor } from "../../workbench/bench/bench.ts";
import type { PlanSettings } from "../../workbench/bench/plan-bench.ts";
import { createPages } from "../browser/create-pages.ts";
import { offerDownloads } from "../model/offer-downloads.ts";
import type { CommandContext } from "../options/command-context.ts";
import type { RecommendationOptions } from "../options/recommendation-options.ts";
import type { ShownForm } from "../options/shown-form.ts";
import { renderPlan } from "../render/plan.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { showBench } from "./show-bench.ts";

export interface BenchCommandOptions
  extends RecommendationOptions,
    Omit<PlanSettings, "promptSet" | "skipMissing" | "untilDecided">,
    Pick<Settings, "runs" | "wattsPerCore" | "prices"> {
  /** Models by name; none: those of the settings. */
  readonly names: readonly string[];
  /** Paths of modules of the user's own. */
  readonly adapters: readonly string[];
  readonly name: string | undefined;
  readonly resume: string | undefined;
  /** A run to measure again where it was disturbed. */
  readonly again: string | undefined;
  readonly twin: boolean;
  readonly untilDecided: boolean;
  /** Longest time, most prompts and level of a run that ends once it is decided. */
  readonly budgetMs: number | undefined;
  readonly maxPrompts: number | undefined;
  readonly level: number | undefined;
  /** Also meant where a variable names the models. */
  readonly skipMissing: boolean;
  /** Of a page that measures: people open it. */
  readonly link: boolean;
  /** Address that the page is served on, for other devices. */
  readonly pageHost: string | undefined;
  readonly dryRun: boolean;
  readonly coldLoad: boolean;
  readonly calibration: boolean;
  readonly format: ShownForm;
  readonly json: boolean;
  readonly exitCode: boolean;
}

/** `assay bench`: exits 0 when any target succeeded, 2 when none did, 130 when stopped; with `--exit-code`, by the verdict. */
export async function benchCommand(options: BenchCommandOptions, context: CommandContext): Promise<number> {
  const { terminal } = context;
  const { twin, resume, again, name, coldLoad, calibration, weights, exitCode } = options;
  if (again !== undefined && resume !== undefined)
    throw new AssayError({ code: "invalid-input", message: "Of --again and --resume only one can be meant." });
  const form = options.json ? "json" : options.format;
  const workspace = await context.openWorkspace();
  requirePage(options, workspace.settings);
  const names = [...options.names, ...options.adapters];
  const request = {
    workspace,
    names,
    twin,
    resume: again ?? resume,
    again: again !== undefined,
    ...deciding(options),
    ...(options.skipMissing && { skipMissing: true }),
  };
  if (options.dryRun) {
    const plan = await planFor(request);
    terminal.printResult(options, plan, renderPlan(plan, workspace.clock.now, terminal));
    return EXIT.ok;
  }
  if (form === "table") await offerDownloads(names, { workspace, terminal });
  await using pages = createPages({ workspace, terminal, ...options });
  return await showBench(
    { ...request, loadInPage: pages.load, name, coldLoad, calibration, weights },
    { form, terminal, exitCode },
  );
}

/** What a run that ends once it is decided is told; a run that goes on has its level in its plan. */
function deciding(options: BenchCommandOptions): Pick<BenchRequest, "untilDecided" | "budget"> {
  const { untilDecided, budgetMs, maxPrompts, level, resume, again } = options;
  const hasPlan = resume !== undefined || again !== undefined;
  if (hasPlan && (untilDecided || level !== undefined))
    throw new AssayError({
      code: "invalid-input",
      message:
        "--until-decided and --level belong to a new run: the plan of this one says whether and how it is decided.",
    });
  const isBounded = budgetMs !== undefined || maxPrompts !== undefined;
  if (!untilDecided && resume === undefined && (isBounded || level !== undefined))
    throw new AssayError({
      code: "invalid-input",
      message: "--budget, --max-prompts and --level belong to a run that ends once it is decided.",
      hint: "Add --until-decided.",
    });
  return {
    ...(untilDecided && { untilDecided: { level: level ?? DEFAULT_LEVEL } }),
    ...(isBounded && { budget: { mostMs: budgetMs, mostPrompts: maxPrompts } }),
  };
}

/** Refuses options of a page where nothing is measured in one; the plan of a run that goes on may have one. */
function requirePage({ link, pageHost, resume, again }: BenchCommandOptions, { devices = [] }: Settings): void {
  const hasPlan = resume !== undefined || again !== undefined;
  if ((!link && pageHost === undefined) || hasPlan || devices.includes("browser")) return;
  throw new AssayError({
    code: "invalid-input",
    message: `${link ? "--link" : "--page-host"} opens a page, and nothing is measured in a page.`,
    hint: "Add --device browser.",
  });
}
