import { createPlan } from "../../src/bench/create-plan.ts";
import type { LoopDelay } from "../../src/bench/loop-delay.ts";
import type { Progress } from "../../src/bench/progress.ts";
import { runPlan } from "../../src/bench/run/run-plan.ts";
import type { ChatModel } from "../../src/core/chat-model.ts";
import { decorateChatModel } from "../../src/core/decorate-chat-model.ts";
import { AssayError } from "../../src/core/errors.ts";
import type { Prompt } from "../../src/core/prompt.ts";
import type { TargetPlan } from "../../src/core/run.ts";
import type { Sample } from "../../src/core/sample.ts";
import { anySignal } from "../../src/lib/any-signal.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { Draft } from "./draft.ts";
import { keepSample } from "./session.ts";
import type { Side } from "./side.ts";

/** A side whose model is ready to be asked. */
export interface Contender {
  readonly side: Side;
  readonly target: TargetPlan;
  readonly chat: ChatModel;
}

export interface TurnOptions {
  readonly draft: Draft;
  readonly prompts: readonly Prompt[];
  /** Number of this ask in the session. */
  readonly ask: number;
  readonly loopDelay: LoopDelay;
  readonly stopped: AbortSignal;
}

/** Asks models in turns, by a plan of `assay bench`; what goes wrong with one is shown at its side. @throws AssayError `invalid-input` */
export async function runTurn(contenders: readonly Contender[], options: TurnOptions): Promise<void> {
  const { draft, prompts, ask, loopDelay, stopped } = options;
  const { temperature, maxTokens, rounds, order } = draft;
  const plan = createPlan({
    targets: contenders.map(({ target }) => target),
    prompts: { name: "lab", prompts },
    rounds,
    temperature,
    maxTokens,
    // Models are warm already: loading them ends with it.
    warmUp: 0,
  });
  const find = (target: string) => contenders.find((one) => one.target.id === target);
  await runPlan({
    plan,
    append: async (entry) => {
      if (entry.type !== "sample" || isStopped(entry)) return;
      const prompt = prompts.find(({ id }) => id === entry.prompt);
      const cell = `${ask}/${entry.cell}`;
      if (prompt !== undefined)
        keepSample(prompt, { ...entry, cell, ask, conditions: { order, temperature, maxTokens } });
    },
    clock: systemClock,
    loopDelay,
    signal: stopped,
    recorded: new Set(),
    fitTogether: true,
    loadTarget: async ({ id }) => ({
      info: { engine: plan.targets[0]?.engine ?? "", warnings: [] },
      chat: shownAt(find(id)),
      // The model stays with its side.
      async [Symbol.asyncDispose]() {},
    }),
    onProgress: (progress) => show(progress, find),
  });
}

/** The model, whose events its side shows as well, and stops where that is asked of this side alone. */
function shownAt(contender: Contender | undefined): ChatModel | undefined {
  if (contender === undefined) return undefined;
  const { chat, side } = contender;
  return decorateChatModel(chat, {
    async *chat(request, options) {
      side.live.begin(systemClock.now());
      const own = new AbortController();
      side.stop.value = () => own.abort();
      try {
        for await (const event of chat.chat(request, { ...options, signal: anySignal(options?.signal, own.signal) })) {
          side.live.add(event, systemClock.now());
          yield event;
        }
      } finally {
        side.stop.value = undefined;
      }
    },
  });
}

function show(progress: Progress, find: (target: string) => Contender | undefined): void {
  const state = (target: string) => find(target)?.side.answer ?? { value: undefined };
  switch (progress.type) {
    case "request":
      state(progress.cell.target.id).value = { type: "answering" };
      return;
    case "sample":
      state(progress.sample.target).value = endOf(progress.sample);
      return;
    case "failure":
      state(progress.target).value = { type: "failed", error: new AssayError(progress.error) };
      return;
    case "loading":
    case "loaded":
    case "warm-up":
    case "delta":
    case "look":
      return;
    default:
      progress satisfies never;
  }
}

function endOf(sample: Sample): Side["answer"]["value"] {
  if (sample.error !== undefined) return { type: "failed", error: new AssayError(sample.error) };
  return isStopped(sample) ? { type: "stopped" } : { type: "done", reason: sample.finishReason };
}

/** An answer that somebody stopped says nothing of the model. */
function isStopped({ finishReason }: Sample): boolean {
  return finishReason === "aborted";
}
