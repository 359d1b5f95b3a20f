import type { LoadedModel, LoadOptions } from "../../src/core/engine.ts";
import { createHostedChat } from "../../src/engines/hosted/link/chat.ts";
import { createHostedEmbedding } from "../../src/engines/hosted/link/embed.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { LoadFigures, LoadProgress } from "./messages.ts";
import type { PageDevice, PageModel } from "./page-model.ts";
import { WorkerLink } from "./worker-link.ts";

export interface OpenPageModelOptions
  extends Pick<LoadOptions, "signal" | "contextTokens" | "parallel" | "chatTemplate" | "templateVariables"> {
  readonly device: PageDevice;
  /** Headers that open the service's files to this page, as its session has them; default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether files are kept in the browser's storage, where it has one; default true. */
  readonly keep?: boolean | undefined;
  /** Whether a short answer is timed. */
  readonly measure?: boolean | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/** A model that runs in the page, in a worker of its own. Disposing it ends the worker. */
export interface PageLoadedModel extends LoadedModel {
  readonly figures: LoadFigures;
}

/** A request that was stopped and still computes after this long is ended with its worker. */
const BLOCKED_MS = 10_000;

/** Downloads a model where it is not stored, loads it on a device and lets it compute once. @throws AssayError */
export async function openPageModel(model: PageModel, options: OpenPageModelOptions): Promise<PageLoadedModel> {
  const { signal, onProgress = () => {}, device, headers = {}, keep = true, measure = false, ...settings } = options;
  const link = new WorkerLink(onProgress);
  try {
    const { parallel, chatTemplate } = settings;
    const contextTokens = settings.contextTokens ?? model.contextTokens;
    const templateVariables = { ...model.templateVariables, ...settings.templateVariables };
    const plain = { contextTokens, parallel, chatTemplate, templateVariables, device, headers, keep, measure };
    const { info, figures, chat, embedding } = await link.load(model, plain, signal);
    return {
      info,
      figures,
      chat: chat && createHostedChat(link, chat, { clock: systemClock, blockedMs: BLOCKED_MS }),
      embedding: embedding && createHostedEmbedding(link, embedding, (vector: Float32Array) => vector),
      ended: link.ended,
      [Symbol.asyncDispose]: () => link.unload(),
    };
  } catch (error) {
    await link.unload();
    throw error;
  }
}
