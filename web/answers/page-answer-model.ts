import type { ChatModel } from "../../src/core/chat-model.ts";
import { decorateChatModel } from "../../src/core/decorate-chat-model.ts";
import { AssayError } from "../../src/core/errors.ts";
import { deviceName, openOnBestDevice } from "../page-models/choose-device.ts";
import { type ListedPageModel, listPageModels } from "../page-models/list-page-models.ts";
import type { PageLoadedModel } from "../page-models/open-page-model.ts";
import { sessionHeaders } from "../shell/session.ts";
import type { AnswerModel, OpenOptions } from "./answer-model.ts";
import { toOpening } from "./opening.ts";

/** A longer context takes more memory than most pages are given. */
const MOST_CONTEXT_TOKENS = 4096;

/** A model that runs in the page now, and how many hold it. */
interface OpenModel {
  readonly loaded: PageLoadedModel;
  holders: number;
}

/** By the id of their `AnswerModel`. */
const open = new Map<string, OpenModel>();

/** The load under way: two at once would share the memory and the network. */
let loading: Promise<unknown> = Promise.resolve();

/** The same model as one that the page runs. */
export function toPageAnswerModel(model: AnswerModel, { name, sizeBytes }: ListedPageModel): AnswerModel {
  const id = `page/${name}`;
  const page: AnswerModel = {
    id,
    label: model.label,
    place: "page",
    isLoaded: open.has(id),
    sizeBytes,
    contextTokens: Math.min(model.contextTokens ?? MOST_CONTEXT_TOKENS, MOST_CONTEXT_TOKENS),
    open: (options = {}) => openInTurn(page, options),
  };
  return page;
}

/** Opens a model after those that were asked for before it; one that is open stays. @throws AssayError or PageError */
function openInTurn(model: AnswerModel, options: OpenOptions): Promise<ChatModel> {
  const before = loading;
  const opened = (async () => {
    await untilAborted(before, options.signal);
    return hold(model, open.get(model.id) ?? (await load(model, options)));
  })();
  loading = Promise.allSettled([before, opened]);
  return opened;
}

/** Waits for the turn, but no longer than whoever asked. */
async function untilAborted(turn: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal?.reason);
  signal?.throwIfAborted();
  signal?.addEventListener("abort", abort, { once: true });
  await Promise.race([turn, aborted.promise]).finally(() => signal?.removeEventListener("abort", abort));
}

/** Downloads and loads a model on the device that is fastest for it. */
async function load(model: AnswerModel, { signal, onOpening, beside = [] }: OpenOptions): Promise<OpenModel> {
  await closeIdle(beside);
  onOpening?.({ type: "loading" });
  // Listed anew, as its files may have changed.
  const [listed] = await listPageModels(model.label);
  if (listed === undefined)
    throw new AssayError({
      code: "model-missing",
      message: `The service has no file of ${model.label} any more.`,
      hint: "Choose another model, or download it again in the room Models.",
    });
  const { loaded, device, downloadedBytes } = await openOnBestDevice(listed, {
    headers: await sessionHeaders(),
    signal,
    contextTokens: model.contextTokens,
    onProgress: (progress) => onOpening?.(toOpening(progress)),
  });
  const opened = { loaded, holders: 0 };
  open.set(model.id, opened);
  void loaded.ended?.then(() => open.get(model.id) === opened && open.delete(model.id));
  const { loadMs, warmUpMs } = loaded.figures;
  onOpening?.({ type: "ready", loadMs, warmUpMs, downloadedBytes, where: deviceName(device) });
  return opened;
}

/** Models that nobody holds give their memory back, as another one is about to need it. */
async function closeIdle(beside: readonly string[]): Promise<void> {
  for (const [id, { loaded, holders }] of open) {
    if (holders > 0 || beside.includes(id)) continue;
    open.delete(id);
    await loaded[Symbol.asyncDispose]();
  }
}

/** Disposing it lets the model go, which stays open until another one needs its memory. */
function hold({ label }: AnswerModel, opened: OpenModel): ChatModel {
  const { chat } = opened.loaded;
  if (chat === undefined)
    throw new AssayError({
      code: "unsupported",
      message: `${label} answers no conversations.`,
      hint: "Choose another model.",
    });
  opened.holders += 1;
  let isHeld = true;
  return decorateChatModel(chat, {
    async [Symbol.asyncDispose]() {
      if (isHeld) opened.holders -= 1;
      isHeld = false;
    },
  });
}
