import { createHash } from "node:crypto";
import { buildRequest } from "../../bench/build-request.ts";
import { createPlan } from "../../bench/create-plan.ts";
import { readMachine } from "../../bench/probe/read-machine.ts";
import { describeBusy } from "../../bench/summary/busy-machine.ts";
import type { ChatModel, ChatRequest } from "../../core/chat-model.ts";
import type { ModelInfo } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import { describeMachineClass } from "../../core/machine-class.ts";
import type { PromptSet } from "../../core/prompt.ts";
import type { Machine, TargetPlan } from "../../core/run.ts";
import type { PassTimes, TimedSession } from "../../sameness/canary/compare-times.ts";
import type { Conditions } from "../../sameness/canary/conditions.ts";
import { readAnswer } from "../../sameness/read-answer.ts";
import { readRuntime } from "../../sameness/read-runtime.ts";
import type { RuntimeReading } from "../../sameness/reading.ts";
import { toCanonicalJson } from "../../store/canonical-json.ts";
import { planTargets } from "../bench/plan-targets.ts";
import type { Engines } from "../create-engines.ts";
import { loadResolved } from "../model/load-resolved.ts";
import { readVersion } from "../read-version.ts";
import type { Workspace } from "../workspace.ts";

/** What a canary is asked with. */
export interface CanaryContext {
  readonly workspace: Workspace;
  readonly engines: Engines;
  readonly signal?: AbortSignal | undefined;
  /** Called as a model loads, and at each of its prompts. */
  readonly onRead?: ((model: string, prompt?: string) => void) | undefined;
}

export interface CanaryQuestion {
  readonly model: string;
  readonly promptSet: Pick<PromptSet, "name" | "prompts">;
  readonly maxTokens: number;
  /** Timed rounds of each pass; 0 takes no times. */
  readonly rounds: number;
  /** The reading that this one is to be compared with. */
  readonly reference?: RuntimeReading | undefined;
  /** Asks nothing where it says so of the conditions. */
  readonly skipIf?: ((conditions: Conditions) => boolean) | undefined;
}

export interface CanaryAnswers {
  readonly conditions: Conditions;
  /** Absent where nothing was asked. */
  readonly reading?: RuntimeReading | undefined;
  readonly times?: TimedSession | undefined;
}

/** Two passes in one session tell by how much equal passes differ. */
const PASSES = 2;

/** Loads what the name stands for now, asks it the golden set at temperature 0, and takes times. @throws AssayError whatever loading does */
export async function askCanary(question: CanaryQuestion, context: CanaryContext): Promise<CanaryAnswers> {
  const { model, rounds, reference, skipIf } = question;
  const { workspace, engines, signal, onRead } = context;
  const { cacheType, threads, contextTokens } = workspace.settings;
  const target = await planOne(model, context);
  // Before the model makes it busy itself.
  const machine = await readMachine();
  onRead?.(model);
  const { device } = target;
  if (device === "browser") throw inPage(model);
  const options = { signal, threads, contextTokens: target.contextTokens ?? contextTokens, cacheType };
  await using loaded = await loadResolved({ ...target, device }, options, { engines, workspace });
  const conditions = toConditions(target, loaded.info, { machine, cacheType });
  if (skipIf?.(conditions) === true) return { conditions };
  const { chat } = loaded;
  if (chat === undefined) throw noChat(model);
  const prompts = toRequests(target, question);
  const reading = await readRuntime({ id: model, chat }, prompts, {
    reference,
    signal,
    onPrompt: (prompt) => onRead?.(model, prompt),
  });
  if (reading.error !== undefined) throw new AssayError(reading.error);
  if (rounds === 0) return { conditions, reading };
  const passes = await takeTimes(chat, prompts, { ...context, rounds });
  const busy = describeBusy(machine)?.replace(" when the run began", "");
  return { conditions, reading, times: { passes, ...(busy !== undefined && { busy }) } };
}

async function planOne(model: string, { workspace }: CanaryContext): Promise<TargetPlan> {
  const { threads, contextTokens } = workspace.settings;
  const [target, second] = await planTargets([model], workspace, { threads, contextTokens });
  if (target !== undefined && second === undefined) return target;
  throw new AssayError({
    code: "invalid-input",
    message: `${model} stands for several models: a canary is of one.`,
    hint: `Name one of them, such as ${target?.id}.`,
  });
}

interface AskedRequest {
  readonly id: string;
  readonly request: ChatRequest;
}

function toRequests(target: TargetPlan, { promptSet, maxTokens }: CanaryQuestion): readonly AskedRequest[] {
  const plan = createPlan({ targets: [target], prompts: promptSet, maxTokens, rounds: 1, temperature: 0 });
  return plan.prompts.prompts.map((prompt) => ({
    id: prompt.id,
    // A server's own defaults, such as a penalty of repetitions, would change the likeliest token.
    request: {
      ...buildRequest(prompt, plan.request, undefined),
      presencePenalty: 0,
      frequencyPenalty: 0,
      repetitionPenalty: 1,
    },
  }));
}

async function takeTimes(
  chat: ChatModel,
  prompts: readonly AskedRequest[],
  { rounds, workspace: { clock }, signal, onRead }: CanaryContext & { readonly rounds: number },
): Promise<PassTimes> {
  const passes: Record<string, number[]>[] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    const times: Record<string, number[]> = Object.fromEntries(prompts.map(({ id }) => [id, []]));
    passes.push(times);
    for (let round = 0; round < rounds; round++)
      for (const { id, request } of prompts) {
        onRead?.(id, `pass ${pass + 1}, round ${round + 1}`);
        const startMs = clock.now();
        await readAnswer(chat, request, signal);
        times[id]?.push(Math.round((clock.now() - startMs) * 1e3) / 1e3);
      }
  }
  return passes;
}

function toConditions(
  target: TargetPlan,
  info: ModelInfo,
  { machine, cacheType }: { readonly machine: Machine; readonly cacheType: string | undefined },
): Conditions {
  const { chatTemplate, templateVariables } = target;
  const conditions: Conditions = {
    contentDigest: target.contentDigest,
    quantisation: info.quantisation ?? target.quantisation,
    engine: target.engine,
    engineVersion: info.engineVersion,
    device: info.device ?? target.device,
    deviceName: info.deviceName,
    threads: info.threads,
    contextTokens: info.contextTokens,
    cacheType,
    template: chatTemplate && createHash("sha256").update(chatTemplate).digest("hex"),
    templateVariables: templateVariables && toCanonicalJson(templateVariables),
    assayVersion: readVersion(),
    nodeVersion: machine.nodeVersion,
    machine: describeMachineClass(machine),
  };
  // A record is read back without what is absent.
  return JSON.parse(JSON.stringify(conditions));
}

function noChat(model: string): AssayError {
  return new AssayError({ code: "unsupported", message: `${model} answers no chats, so it can be no canary.` });
}

function inPage(model: string): AssayError {
  return new AssayError({
    code: "unsupported",
    message: `${model} runs in a page, where no canary is asked.`,
    hint: "Name a variant that runs in an engine here.",
  });
}
