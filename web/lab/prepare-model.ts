import type { Signal } from "@preact/signals";
import { recordSample } from "../../src/bench/record-sample.ts";
import type { ChatModel } from "../../src/core/chat-model.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { loadEventSchema } from "../../src/wire/assay/load-model.ts";
import { loadedModelsSchema } from "../../src/wire/assay/loaded-models.ts";
import type { AnswerModel } from "../answers/answer-model.ts";
import { askLines, askService } from "../shell/ask-service.ts";
import { PageError } from "../shell/page-error.ts";
import type { Contender } from "./run-turn.ts";
import { type ModelState, SIDES } from "./side.ts";

/** A few tokens are enough to have everything compiled and in memory. */
const WARM_UP_TOKENS = 4;

/** Loads a model where it is not loaded and warms it up, so that neither counts as part of an answer. @throws PageError */
export async function prepareModel(
  model: AnswerModel,
  state: Signal<ModelState>,
  signal: AbortSignal,
): Promise<ChatModel> {
  const before = state.value;
  try {
    if (model.place === "page")
      return await model.open({
        signal,
        onOpening: (opening) => {
          state.value = opening;
        },
        beside: SIDES.flatMap(({ choice }) => choice.value ?? []),
      });
    const loaded = await load(model, state, signal);
    const chat = await model.open();
    if (loaded === undefined) {
      if (state.value.type !== "ready") state.value = { type: "ready" };
      return chat;
    }
    state.value = { type: "warming-up" };
    const warmUpMs = await warmUp(chat, signal);
    state.value = { type: "ready", loadMs: loaded.loadMs, warmUpMs };
    return chat;
  } catch (error) {
    state.value = signal.aborted ? before : { type: "failed", error };
    throw error;
  }
}

/** When the models of the service were loaded that are asked now, by name. */
const loadedAt = new Map<string, string | undefined>();

/** Says which models were unloaded and loaded again since they were prepared: a load is in the figures then. */
export async function listReloaded(contenders: readonly Contender[]): Promise<readonly string[]> {
  const now = await askService("/assay/v1/models/loaded", loadedModelsSchema).catch(() => undefined);
  return contenders.flatMap(({ target }) => {
    const name = target.source.type === "endpoint" ? (target.source.model ?? "") : "";
    const model = now?.models.find((one) => one.name === name);
    if (model === undefined || model.loadedAt === loadedAt.get(name)) return [];
    return [`${target.id} was unloaded and loaded again meanwhile`];
  });
}

/** Loads a model of the service; absent where it was loaded before. */
async function load(
  model: AnswerModel,
  state: Signal<ModelState>,
  signal: AbortSignal,
): Promise<{ readonly loadMs?: number | undefined } | undefined> {
  if (await isLoaded(model, signal)) return undefined;
  state.value = { type: "loading" };
  const events = askLines("/assay/v1/models/load", loadEventSchema, {
    method: "POST",
    body: { model: model.id },
    signal,
  });
  for await (const event of events) {
    switch (event.type) {
      case "progress":
        state.value = { type: "loading", ratio: event.ratio };
        break;
      case "failed":
        throw new PageError(event.error.code, event.error.message, event.error.hint);
      case "loaded":
        await isLoaded(model, signal);
        return { loadMs: event.loadMs };
      default:
        event satisfies never;
    }
  }
  throw new PageError(
    "stream-cut",
    `The service broke off while ${model.label} was loading.`,
    "See whether it still runs: assay service status",
  );
}

/** Whether the service has it loaded, and since when. */
async function isLoaded({ id }: AnswerModel, signal: AbortSignal): Promise<boolean> {
  const { models } = await askService("/assay/v1/models/loaded", loadedModelsSchema, { signal });
  const loaded = models.find(({ name, state }) => name === id && state === "ready");
  loadedAt.set(id, loaded?.loadedAt);
  return loaded !== undefined;
}

/** Time of a first short answer, which nothing else is told of: a failure shows again where it is measured. */
async function warmUp(chat: ChatModel, signal: AbortSignal): Promise<number> {
  const startedMs = systemClock.now();
  await recordSample({
    cell: { cell: "warm-up", target: chat.id, prompt: "", round: 1, phase: "warm-up" },
    chat,
    request: { messages: [{ role: "user", content: "Say hello." }], maxTokens: WARM_UP_TOKENS, temperature: 0 },
    clock: systemClock,
    signal,
  });
  return systemClock.now() - startedMs;
}
