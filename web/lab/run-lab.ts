import { computed, signal } from "@preact/signals";
import { createPlan } from "../../src/bench/create-plan.ts";
import type { Progress } from "../../src/bench/progress.ts";
import { runPlan } from "../../src/bench/run/run-plan.ts";
import type { ChatModel } from "../../src/core/chat-model.ts";
import { decorateChatModel } from "../../src/core/decorate-chat-model.ts";
import { AssayError } from "../../src/core/errors.ts";
import type { Prompt } from "../../src/core/prompt.ts";
import type { JournalEntry, TargetPlan } from "../../src/core/run.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { AnswerModel } from "../answers/answer-model.ts";
import { composePrompt } from "./compose-prompt.ts";
import { type Draft, draft } from "./draft.ts";
import { prepareModel } from "./prepare-model.ts";
import { keepSample, namePrompt, session } from "./session.ts";
import type { Side } from "./side.ts";
import { targetsOf } from "./targets.ts";
import { watchPageDelay } from "./watch-page-delay.ts";

/** A side whose model is ready to be asked. */
interface Contender {
  readonly side: Side;
  readonly target: TargetPlan;
  readonly chat: ChatModel;
}

const stop = signal<AbortController | undefined>(undefined);

/** Whether models are being asked. */
export const isRunning = computed(() => stop.value !== undefined);

/** What cannot be asked as it stands, in a sentence. */
export const refusal = signal<unknown>(undefined);

/** Stops everything that is under way. */
export function stopLab(): void {
  stop.value?.abort();
}

/** Asks the models of these sides the same, as often as the draft says. Never rejects: what goes wrong is shown at its side. */
export async function runLab(sides: readonly Side[], models: readonly AnswerModel[]): Promise<void> {
  if (isRunning.value) return;
  const controller = new AbortController();
  const { signal: stopped } = controller;
  stop.value = controller;
  refusal.value = undefined;
  try {
    const asked = draft.value;
    if (asked.prompt.trim() === "")
      throw new AssayError({
        code: "invalid-input",
        message: "There is nothing to ask yet.",
        hint: "Write a prompt, or take one of those below it.",
      });
    for (const { answer } of sides) answer.value = { type: "waiting" };
    const contenders = await prepareAll(sides, models, stopped);
    const turns = asked.order === "in-turn" ? [contenders] : contenders.map((one) => [one]);
    const prompt = namePrompt(composePrompt(asked));
    const ask = (session.value.samples.at(-1)?.ask ?? 0) + 1;
    using loopDelay = watchPageDelay();
    await Promise.all(turns.map((turn) => runTurn(turn, { asked, prompt, ask, loopDelay, stopped })));
  } catch (error) {
    if (!stopped.aborted) refusal.value = error;
  } finally {
    for (const { answer } of sides)
      if (answer.value.type === "waiting" || answer.value.type === "answering")
        answer.value = { type: stopped.aborted ? "stopped" : "none" };
    stop.value = undefined;
  }
}

/** Loads one model after the other; a side whose model cannot be had is left out. */
async function prepareAll(
  sides: readonly Side[],
  models: readonly AnswerModel[],
  stopped: AbortSignal,
): Promise<readonly Contender[]> {
  const contenders: Contender[] = [];
  for (const side of sides) {
    const model = models.find(({ id }) => id === side.choice.value);
    if (model === undefined) {
      side.answer.value = { type: "none" };
      continue;
    }
    try {
      const chat = await prepareModel(model, side.model, stopped);
      contenders.push({ side, target: toTarget(targetsOf(models)[side.index], model), chat });
    } catch (error) {
      if (stopped.aborted) throw error;
      side.answer.value = { type: "failed", error };
    }
  }
  return contenders;
}

function toTarget(id: string, model: AnswerModel): TargetPlan {
  return {
    id,
    alias: model.label,
    engine: model.place,
    source: { type: "endpoint", baseUrl: location.origin, model: model.id },
    device: "cpu",
    ...(model.contextTokens !== undefined && { contextTokens: model.contextTokens }),
  };
}

interface TurnContext {
  readonly asked: Draft;
  readonly prompt: Prompt;
  readonly ask: number;
  readonly loopDelay: ReturnType<typeof watchPageDelay>;
  readonly stopped: AbortSignal;
}

async function runTurn(
  contenders: readonly Contender[],
  { asked, prompt, ask, loopDelay, stopped }: TurnContext,
): Promise<void> {
  if (contenders.length === 0) return;
  const { temperature, maxTokens, rounds, order } = asked;
  const conditions = { order, temperature, maxTokens };
  const sideOf = new Map(contenders.map((one) => [one.target.id, one]));
  const plan = createPlan({
    targets: contenders.map(({ target }) => target),
    prompts: { name: "lab", prompts: [prompt] },
    rounds,
    temperature,
    maxTokens,
    warmUp: 0,
    prefixCache: "on",
  });
  const append = async (entry: JournalEntry) => {
    if (entry.type === "sample") keepSample(prompt, { ...entry, cell: `${ask}/${entry.cell}`, conditions, ask });
  };
  await runPlan({
    plan,
    append,
    clock: systemClock,
    loopDelay,
    signal: stopped,
    recorded: new Set(),
    fitTogether: true,
    loadTarget: async ({ id }) => ({
      info: { engine: sideOf.get(id)?.target.engine ?? "", warnings: [] },
      chat: tapped(sideOf.get(id)),
      async [Symbol.asyncDispose]() {},
    }),
    onProgress: (progress) => show(progress, sideOf),
  });
}

/** The model, whose events its side shows as well. */
function tapped(contender: Contender | undefined): ChatModel | undefined {
  if (contender === undefined) return undefined;
  const { chat, side } = contender;
  return decorateChatModel(chat, {
    async *chat(request, options) {
      side.live.begin(systemClock.now());
      for await (const event of chat.chat(request, options)) {
        side.live.add(event, systemClock.now());
        yield event;
      }
    },
  });
}

function show(progress: Progress, sideOf: ReadonlyMap<string, Contender>): void {
  switch (progress.type) {
    case "request": {
      const side = sideOf.get(progress.cell.target.id)?.side;
      if (side !== undefined) side.answer.value = { type: "answering" };
      return;
    }
    case "sample": {
      const { target, error, finishReason } = progress.sample;
      const side = sideOf.get(target)?.side;
      if (side === undefined) return;
      if (error !== undefined) side.answer.value = { type: "failed", error: new AssayError(error) };
      else side.answer.value = { type: "done", reason: finishReason };
      return;
    }
    case "failure": {
      const side = sideOf.get(progress.target)?.side;
      if (side !== undefined) side.answer.value = { type: "failed", error: new AssayError(progress.error) };
      return;
    }
    case "loading":
    case "loaded":
    case "warm-up":
    case "delta":
      return;
    default:
      progress satisfies never;
  }
}
