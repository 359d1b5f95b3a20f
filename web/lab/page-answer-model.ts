import type { Signal } from "@preact/signals";
import type { ChatModel } from "../../src/core/chat-model.ts";
import { AssayError } from "../../src/core/errors.ts";
import type { AnswerModel } from "../answers/answer-model.ts";
import { openOnBestDevice } from "../page-models/choose-device.ts";
import { type ListedPageModel, listPageModels } from "../page-models/list-page-models.ts";
import type { LoadProgress } from "../page-models/messages.ts";
import type { PageLoadedModel } from "../page-models/open-page-model.ts";
import { sessionHeaders } from "../shell/session.ts";
import { type ModelState, SIDES } from "./side.ts";

/** A longer context takes more memory than most pages are given. */
const MOST_CONTEXT_TOKENS = 4096;

/** Models that run in the page now, by the id of their `AnswerModel`. */
const open = new Map<string, PageLoadedModel>();

/** The same model as one that the page runs. */
export function toPageAnswerModel(model: AnswerModel, listed: ListedPageModel): AnswerModel {
  const id = pageId(listed.name);
  return {
    id,
    label: model.label,
    place: "page",
    isLoaded: open.has(id),
    sizeBytes: listed.sizeBytes,
    contextTokens: Math.min(model.contextTokens ?? MOST_CONTEXT_TOKENS, MOST_CONTEXT_TOKENS),
    open: async () => chatOf(open.get(id), model.label),
  };
}

/** Downloads and opens a model in the page, on the device that is fastest for it; one that is open stays. @throws AssayError or PageError */
export async function openInPage(
  model: AnswerModel,
  state: Signal<ModelState>,
  signal: AbortSignal,
): Promise<ChatModel> {
  await closeOthers();
  const known = open.get(model.id);
  if (known !== undefined) return chatOf(known, model.label);
  state.value = { type: "loading" };
  // Listed anew, as its files may have changed.
  const [listed] = await listPageModels(model.label);
  if (listed === undefined)
    throw new AssayError({
      code: "model-missing",
      message: `The service has no file of ${model.label} any more.`,
      hint: "Choose another model, or download it again in the room Models.",
    });
  const { contextTokens } = model;
  const onProgress = (progress: LoadProgress) => {
    state.value = toState(progress);
  };
  const { loaded, device, downloadedBytes } = await openOnBestDevice(listed, {
    headers: await sessionHeaders(),
    signal,
    contextTokens,
    onProgress,
  });
  open.set(model.id, loaded);
  void loaded.ended?.then(() => open.delete(model.id));
  const { loadMs, warmUpMs } = loaded.figures;
  const where =
    device.type === "webgpu"
      ? "WebGPU"
      : `WebAssembly, ${device.threads === 1 ? "1 thread" : `${device.threads} threads`}`;
  state.value = { type: "ready", loadMs, warmUpMs, downloadedBytes, where };
  return chatOf(loaded, model.label);
}

/** Models that no side shows any more give their memory back. */
async function closeOthers(): Promise<void> {
  const wanted = SIDES.map(({ choice }) => choice.value);
  for (const [id, loaded] of open) {
    if (wanted.includes(id)) continue;
    open.delete(id);
    await loaded[Symbol.asyncDispose]();
  }
}

function toState(progress: LoadProgress): ModelState {
  switch (progress.phase) {
    case "download":
      return { type: "downloading", doneBytes: progress.loadedBytes, totalBytes: progress.totalBytes };
    case "load":
      return { type: "loading" };
    case "warm-up":
      return { type: "warming-up" };
  }
  return progress satisfies never;
}

function pageId(name: string): string {
  return `page/${name}`;
}

function chatOf(loaded: PageLoadedModel | undefined, label: string): ChatModel {
  if (loaded?.chat !== undefined) return loaded.chat;
  throw new AssayError({
    code: "unsupported",
    message: `${label} answers no conversations.`,
    hint: "Choose another model.",
  });
}
