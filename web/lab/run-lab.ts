import { computed, signal } from "@preact/signals";
import { AssayError } from "../../src/core/errors.ts";
import type { Prompt } from "../../src/core/prompt.ts";
import type { TargetPlan } from "../../src/core/run.ts";
import type { AnswerModel } from "../answers/answer-model.ts";
import { watchPageDelay } from "../answers/watch-page-delay.ts";
import { composePrompt } from "./compose-prompt.ts";
import { type Draft, draft } from "./draft.ts";
import { listReloaded, prepareModel } from "./prepare-model.ts";
import { type Contender, runTurn } from "./run-turn.ts";
import { keepDisturbances, namePrompts, session } from "./session.ts";
import type { Side } from "./side.ts";
import { targetsOf } from "./targets.ts";
import { PROMPT_SET } from "./workshop-prompts.ts";

const running = signal<AbortController | undefined>(undefined);

/** Whether models are being asked. */
export const isRunning = computed(() => running.value !== undefined);

/** Why nothing was asked. */
export const refusal = signal<unknown>(undefined);

/** Stops everything that is under way. */
export function stopLab(): void {
  running.value?.abort();
}

/** Asks the models of these sides the same, as often as the draft says. Never rejects: what goes wrong is shown. */
export async function runLab(sides: readonly Side[], models: readonly AnswerModel[]): Promise<void> {
  if (isRunning.value) return;
  const controller = new AbortController();
  const { signal: stopped } = controller;
  running.value = controller;
  refusal.value = undefined;
  const contenders: Contender[] = [];
  try {
    const asked = draft.value;
    const prompts = namePrompts(toPrompts(asked));
    for (const { answer, live } of sides) {
      answer.value = { type: "waiting" };
      live.begin(0);
    }
    for (const side of sides) contenders.push(...(await prepareSide(side, models, stopped)));
    const ask = (session.value.samples.at(-1)?.ask ?? 0) + 1;
    const turns = asked.order === "in-turn" ? [contenders] : contenders.map((one) => [one]);
    using loopDelay = watchPageDelay();
    const options = { draft: asked, prompts, ask, loopDelay, stopped };
    await Promise.all(turns.filter(({ length }) => length > 0).map((turn) => runTurn(turn, options)));
    keepDisturbances(await listReloaded(contenders));
  } catch (error) {
    if (!stopped.aborted) refusal.value = error;
  } finally {
    for (const { answer } of sides)
      if (answer.value.type === "waiting" || answer.value.type === "answering")
        answer.value = { type: stopped.aborted ? "stopped" : "none" };
    for (const { chat } of contenders) void chat[Symbol.asyncDispose]();
    running.value = undefined;
  }
}

/** @throws AssayError `invalid-input` without a prompt */
function toPrompts(asked: Draft): readonly Prompt[] {
  if (asked.scope === "set") return PROMPT_SET.map((prompt) => composePrompt({ ...asked, prompt }));
  if (asked.prompt.trim() !== "") return [composePrompt(asked)];
  throw new AssayError({
    code: "invalid-input",
    message: "There is nothing to ask yet.",
    hint: "Write a prompt, or take one of those below it.",
  });
}

/** Loads the model of a side; a side whose model cannot be had is left out. */
async function prepareSide(
  side: Side,
  models: readonly AnswerModel[],
  stopped: AbortSignal,
): Promise<readonly Contender[]> {
  const model = models.find(({ id }) => id === side.choice.value);
  if (model === undefined) {
    side.answer.value = { type: "none" };
    return [];
  }
  try {
    const chat = await prepareModel(model, side.model, stopped);
    return [{ side, target: toTarget(targetsOf(models)[side.index], model), chat }];
  } catch (error) {
    if (stopped.aborted) throw error;
    side.answer.value = { type: "failed", error };
    return [];
  }
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
