import { buildRequest } from "../../bench/build-request.ts";
import { createPlan } from "../../bench/create-plan.ts";
import { readMachine } from "../../bench/probe/read-machine.ts";
import type { Progress } from "../../bench/progress.ts";
import type { ModelInfo } from "../../core/engine.ts";
import { AssayError, toErrorRecord } from "../../core/errors.ts";
import type { PromptSet } from "../../core/prompt.ts";
import type { Plan, TargetPlan } from "../../core/run.ts";
import { type Comparison, compareReadings } from "../../sameness/comparison.ts";
import { type AskedPrompt, readRuntime } from "../../sameness/read-runtime.ts";
import type { RuntimeReading } from "../../sameness/reading.ts";
import type { MissingRuntime, RuntimeResult, SameResult } from "../../sameness/same-result.ts";
import { countFacets } from "../../sameness/summarize.ts";
import { createTargetLoader, type TargetLoaderContext } from "../bench/create-target-loader.ts";
import type { Engines } from "../create-engines.ts";
import { readVersion } from "../read-version.ts";
import type { Workspace } from "../workspace.ts";
import { measureSpeed } from "./measure-speed.ts";

export interface CompareRuntimesOptions extends Pick<TargetLoaderContext, "loadInPage"> {
  readonly model: string;
  /** Any of them may be a file in an engine, a server, a service or a page: whatever its loader gives a chat model of. */
  readonly targets: readonly TargetPlan[];
  readonly missing: readonly MissingRuntime[];
  readonly promptSet: PromptSet;
  readonly maxTokens: number;
  /** Timed rounds; 0 measures no speed. */
  readonly rounds: number;
  readonly engines: Engines;
  readonly workspace: Workspace;
  readonly signal?: AbortSignal | undefined;
  /** Called as a runtime loads, and at each of its prompts. */
  readonly onRead?: ((step: ReadStep) => void) | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly onFailure?: ((target: string, error: NonNullable<RuntimeReading["error"]>) => void) | undefined;
}

export interface ReadStep {
  readonly runtime: string;
  /** Absent while it loads. */
  readonly prompt?: string | undefined;
}

/**
 * Asks one model in several runtimes the same at temperature 0, compares what they made of it, and then measures their speed
 * in turns. A runtime that fails is kept with its reason; stopped, everything until then is kept.
 *
 * @throws AssayError `invalid-input` for a plan that cannot be made
 */
export async function compareRuntimes(options: CompareRuntimesOptions): Promise<SameResult> {
  const { targets, promptSet, maxTokens, workspace, signal, rounds } = options;
  const plan = createPlan({ targets, prompts: promptSet, maxTokens, rounds: Math.max(1, rounds), temperature: 0 });
  // Before the models make it busy themselves.
  const machine = await readMachine();
  const read = await readAll(plan, options);
  const reference = read.find(({ reading }) => reading.prompts.length > 0)?.reading;
  const able = read.filter(({ reading }) => reading.error === undefined).map(({ target }) => target);
  const speeds =
    rounds === 0 || able.length === 0 ? new Map() : await measureSpeed({ ...plan, targets: able }, options);
  return {
    schema: 1,
    model: options.model,
    createdAt: workspace.now().toISOString(),
    assayVersion: readVersion(),
    machine,
    promptSet,
    maxTokens,
    status: signal?.aborted ? "stopped" : "complete",
    reference: reference?.runtime,
    runtimes: read.map((one) => ({
      ...one,
      facets: countFacets(promptSet.prompts, one.reading),
      speed: speeds.get(one.target.id),
    })),
    comparisons: compareAll(read, reference),
    missing: options.missing,
  };
}

function compareAll(read: readonly ReadRuntime[], reference: RuntimeReading | undefined): readonly Comparison[] {
  if (reference === undefined) return [];
  const others = read.map(({ reading }) => reading).filter((reading) => reading !== reference);
  return others.filter(({ prompts }) => prompts.length > 0).map((other) => compareReadings(reference, other));
}

type ReadRuntime = Pick<RuntimeResult, "target" | "info" | "reading">;

/** Reads one runtime after the other, each loaded alone; the first that answers is the reference of the others. */
async function readAll(plan: Plan, options: CompareRuntimesOptions): Promise<readonly ReadRuntime[]> {
  const prompts = plan.prompts.prompts.map((prompt) => ({
    id: prompt.id,
    // A server's own defaults, such as a penalty of repetitions, would change the likeliest token.
    request: {
      ...buildRequest(prompt, plan.request, undefined),
      presencePenalty: 0,
      frequencyPenalty: 0,
      repetitionPenalty: 1,
    },
  }));
  const read: ReadRuntime[] = [];
  for (const target of plan.targets) {
    if (options.signal?.aborted) break;
    const reference = read.find(({ reading }) => reading.prompts.length > 0)?.reading;
    const one = await readOne(target, prompts, { ...options, reference });
    if (one.reading.error !== undefined && !options.signal?.aborted) options.onFailure?.(target.id, one.reading.error);
    read.push(one);
  }
  return read;
}

async function readOne(
  target: TargetPlan,
  prompts: readonly AskedPrompt[],
  options: CompareRuntimesOptions & { readonly reference: RuntimeReading | undefined },
): Promise<ReadRuntime> {
  const { signal, reference, onRead } = options;
  let info: ModelInfo | undefined;
  try {
    if (target.unavailable !== undefined) throw new AssayError(target.unavailable);
    onRead?.({ runtime: target.id });
    await using loaded = await createTargetLoader(options)(target, { signal });
    info = loaded.info;
    if (loaded.chat === undefined) throw noChat(target.id);
    const onPrompt = (prompt: string) => onRead?.({ runtime: target.id, prompt });
    const runtime = { id: target.id, chat: loaded.chat };
    return { target, info, reading: await readRuntime(runtime, prompts, { reference, signal, onPrompt }) };
  } catch (thrown) {
    return { target, info, reading: { runtime: target.id, prompts: [], notes: [], error: toErrorRecord(thrown) } };
  }
}

function noChat(id: string): AssayError {
  return new AssayError({ code: "unsupported", message: `${id} answers no chats.` });
}
