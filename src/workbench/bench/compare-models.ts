import type { PlanOptions } from "../../bench/create-plan.ts";
import { createPlan } from "../../bench/create-plan.ts";
import { e2e, ttft } from "../../bench/metrics/latency.ts";
import { decodeRate } from "../../bench/metrics/pace.ts";
import { dropFileCache } from "../../bench/probe/drop-file-cache.ts";
import { readMachine } from "../../bench/probe/read-machine.ts";
import { watchLoopDelay } from "../../bench/probe/watch-loop-delay.ts";
import type { Progress } from "../../bench/progress.ts";
import { runPlan } from "../../bench/run/run-plan.ts";
import { describeBusy } from "../../bench/summary/busy-machine.ts";
import type { Scorecard } from "../../bench/summary/scorecard.ts";
import { summarizeTarget } from "../../bench/summary/summarize-target.ts";
import { AssayError } from "../../core/errors.ts";
import type { JournalEntry } from "../../core/run.ts";
import type { Sample } from "../../core/sample.ts";
import type { Usage } from "../../core/usage.ts";
import { contextAdherence } from "../../quality/context-adherence.ts";
import { median } from "../../stats/centre.ts";
import type { Engines } from "../create-engines.ts";
import type { Workspace } from "../workspace.ts";
import { createTargetLoader } from "./create-target-loader.ts";
import { fitTogether } from "./fit-together.ts";
import { inspectTargets, markUnavailable, refuseTargets } from "./inspect-targets.ts";
import { planTargets, type TargetOptions } from "./plan-targets.ts";

export interface CompareOptions extends Pick<PlanOptions, "maxTokens" | "temperature" | "seed" | "timeLimitMs"> {
  readonly names: readonly [slm: string, llm: string];
  readonly prompt: string;
  /** Text that the answers must keep to; put in front of the question. */
  readonly context?: string | undefined;
  readonly rounds?: number | undefined;
  readonly target?: TargetOptions | undefined;
  readonly energy?: EnergyPrice | undefined;
  readonly engines: Engines;
  readonly workspace: Workspace;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** The cost of running locally: nobody measures it here, so both are the user's own figures. */
export interface EnergyPrice {
  readonly watts: number;
  readonly pricePerKwh: number;
  readonly currency: string;
}

/** Two models beside each other. */
export interface ModelComparison {
  readonly models: readonly [ComparedModel, ComparedModel];
  /** Why no timing of it can be trusted, one clause each. */
  readonly disturbances: readonly string[];
}

/** One side of a comparison; what is not known is absent. */
export interface ComparedModel {
  readonly scorecard: Scorecard;
  readonly answer?: string | undefined;
  /** From asking for the model, its file not in the system's cache where `coldFile`, to the end of its first answer. */
  readonly coldMs?: number | undefined;
  readonly coldFile: boolean;
  /** Medians of the later answers, all of the same ones; absent where there are none. */
  readonly warm?: WarmFigures | undefined;
  readonly outputTokens?: number | undefined;
  /** Share of the answer's words that the context holds, 0 to 1. Absent without a context. */
  readonly adherence?: number | undefined;
  /** An estimate from the stated watts and price, or the price list, per 1,000 answers. */
  readonly costPerThousand?:
    | { readonly amount: number; readonly currency: string; readonly source: string }
    | undefined;
}

/** Medians of one set of requests. A figure that none of them has is absent. */
export interface WarmFigures {
  readonly n: number;
  readonly latencyMs: number;
  readonly firstTokenMs?: number | undefined;
  readonly tokensPerSecond?: number | undefined;
}

/** The instruction that the workshop's chat page gives its model. */
const CONTEXT_RULE = "Answer using ONLY the provided context. If insufficient, say so.";

/**
 * Asks two models the same, several times in turns, and puts side by side what each answered and took.
 *
 * A model that fails has no answer and its scorecard says why.
 *
 * @throws AssayError `aborted`, and for a model that cannot be asked, unless `skipMissing`: `unknown-model`, `model-missing`,
 *   `engine-missing`, `endpoint-unreachable`
 */
export async function compareModels(options: CompareOptions): Promise<ModelComparison> {
  const { workspace, context, signal } = options;
  const planned = await planTargets(options.names, workspace, options.target);
  const problems = await inspectTargets(planned, options);
  if (problems.length > 0 && options.target?.skipMissing !== true) throw refuseTargets(problems, planned.length);
  const [slm, llm] = markUnavailable(planned, problems);
  if (slm === undefined || llm === undefined) {
    throw new AssayError({
      code: "invalid-input",
      message: `A comparison needs two different models; both are ${slm?.id ?? options.names[0]}.`,
    });
  }
  const question =
    context === undefined
      ? { id: "p1", prompt: options.prompt }
      : { id: "p1", system: CONTEXT_RULE, prompt: `Context:\n${context}\n\nQuestion: ${options.prompt}` };
  const plan = createPlan({
    ...options,
    targets: [slm, llm],
    prompts: { name: "comparison", prompts: [question] },
    rounds: options.rounds ?? 4,
    warmUp: 0,
  });
  const entries: JournalEntry[] = [];
  const busy = describeBusy(await readMachine());
  using loopDelay = watchLoopDelay();
  const status = await runPlan({
    plan,
    loadTarget: createTargetLoader(options),
    append: async (entry) => {
      entries.push(entry);
    },
    recorded: new Set(),
    clock: workspace.clock,
    signal,
    onProgress: options.onProgress,
    fitTogether: await fitTogether(plan),
    dropFileCache,
    loopDelay,
  });
  if (status === "stopped") throw new AssayError({ code: "aborted", message: "The comparison was stopped." });
  const [first, second] = [slm, llm].map((target) =>
    toSide(summarizeTarget(target, { plan, entries }), entries, options),
  );
  const models = [first, second] as unknown as readonly [ComparedModel, ComparedModel];
  const ofModels = models.flatMap(({ scorecard }) => scorecard.disturbances);
  return { models, disturbances: [...(busy === undefined ? [] : [busy]), ...ofModels] };
}

function toSide(scorecard: Scorecard, entries: readonly JournalEntry[], options: CompareOptions): ComparedModel {
  const own = entries.filter((entry) => "target" in entry && entry.target === scorecard.target.id);
  const samples = own.filter((entry) => entry.type === "sample").filter(({ status }) => status === "ok");
  const loads = own.filter((entry) => entry.type === "load");
  const [first, ...later] = samples;
  const load = loads.find(({ cache }) => cache === "cold") ?? loads[0];
  const firstMs = first === undefined ? undefined : e2e.values(first)[0];
  const warm = later.length === 0 ? undefined : summarizeWarm(later);
  const answer = first?.text;
  const cost = costOf(scorecard, { warmMs: warm?.latencyMs, usage: first?.usage, energy: options.energy });
  return {
    scorecard,
    ...(answer !== undefined && { answer }),
    ...(firstMs !== undefined && { coldMs: (load?.loadMs ?? 0) + firstMs }),
    coldFile: load?.cache === "cold",
    ...(warm !== undefined && { warm }),
    ...(first?.usage.completionTokens !== undefined && { outputTokens: first.usage.completionTokens }),
    ...(answer !== undefined &&
      options.context !== undefined && { adherence: contextAdherence(answer, `${options.context} ${options.prompt}`) }),
    ...(cost !== undefined && { costPerThousand: cost }),
  };
}

function summarizeWarm(samples: readonly Sample[]): WarmFigures {
  const medianOf = (metric: typeof e2e | typeof ttft | typeof decodeRate) => {
    const values = samples.flatMap((sample) => metric.values(sample));
    return values.length === 0 ? undefined : median(values);
  };
  return {
    n: samples.length,
    latencyMs: medianOf(e2e) ?? 0,
    firstTokenMs: medianOf(ttft),
    tokensPerSecond: medianOf(decodeRate),
  };
}

interface CostFactors {
  readonly warmMs: number | undefined;
  readonly usage: Usage | undefined;
  readonly energy: EnergyPrice | undefined;
}

function costOf({ target }: Scorecard, { warmMs, usage, energy }: CostFactors): ComparedModel["costPerThousand"] {
  const { price } = target;
  if (price !== undefined && usage?.promptTokens !== undefined && usage.completionTokens !== undefined) {
    const amount =
      (usage.promptTokens * price.inputPerMillion + usage.completionTokens * price.outputPerMillion) / 1000;
    return { amount, currency: price.currency, source: "price list" };
  }
  if (energy === undefined || warmMs === undefined || target.source.type === "endpoint") return undefined;
  const kwh = (energy.watts * warmMs) / 3.6e9;
  const source = `estimate: ${energy.watts} W at ${energy.pricePerKwh} ${energy.currency} per kWh`;
  return { amount: kwh * energy.pricePerKwh * 1000, currency: energy.currency, source };
}
