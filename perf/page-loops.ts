// The loops that perf/page-models.ts lets run in a page.
import type { ChatModel } from "../src/core/chat-model.ts";
import { openPageModel } from "../web/page-models/open-page-model.ts";
import type { PageModel } from "../web/page-models/page-model.ts";

export interface LoopSettings {
  readonly model: PageModel;
  readonly prompt: string;
  readonly tokens: number;
  readonly threads: number;
}

/** What one answer took. */
export interface PageAnswer {
  readonly firstMs: number;
  readonly msPerToken: number;
  readonly tokens: number;
  /** How late the page's main thread was, each time that it was asked. */
  readonly stallsMs: readonly number[];
}

type OpenLoop = (settings: LoopSettings) => Promise<() => Promise<PageAnswer>>;

export type PageLoops = typeof pageLoops;

export const pageLoops = { ours: openOurs, wllama: openInWorker("wllama"), transformers: openInWorker("transformers") };

async function openOurs({ model, threads, ...asked }: LoopSettings): Promise<() => Promise<PageAnswer>> {
  const { chat } = await openPageModel(model, { device: { type: "wasm", threads }, contextTokens: 1024 });
  if (chat === undefined) throw new Error("the model does not chat");
  return () => timeAnswer(chat, asked);
}

/** Asks for as many tokens, the end of the turn forbidden by a reward for what was said. */
export async function timeAnswer(
  chat: ChatModel,
  { prompt, tokens }: Pick<LoopSettings, "prompt" | "tokens">,
): Promise<PageAnswer> {
  const watch = watchMainThread();
  const begunMs = performance.now();
  const atMs: number[] = [];
  const request = { messages: [], prompt: { text: prompt }, maxTokens: tokens, temperature: 0, promptReuse: false };
  for await (const event of chat.chat(request))
    if (event.type === "text-delta")
      for (let token = 0; token < (event.tokens ?? 1); token++) atMs.push(performance.now());
  return toAnswer(begunMs, atMs, watch.stop());
}

function toAnswer(begunMs: number, atMs: readonly number[], stallsMs: readonly number[]): PageAnswer {
  const [first = Number.NaN] = atMs;
  const last = atMs.at(-1) ?? Number.NaN;
  return { firstMs: first - begunMs, msPerToken: (last - first) / (atMs.length - 1), tokens: atMs.length, stallsMs };
}

/** Notes how late a timer of 1 ms comes; browsers make it 4 ms after some rounds, which is no stall. */
function watchMainThread(): { stop(): readonly number[] } {
  const lateMs: number[] = [];
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    lateMs.push(Math.max(0, nowMs - lastMs - 4));
    lastMs = nowMs;
  }, 1);
  return {
    stop() {
      clearInterval(timer);
      return lateMs;
    },
  };
}

/** A loop of the package alone runs in a worker too, as ours does; the clock is that worker's. */
function openInWorker(kind: "wllama" | "transformers"): OpenLoop {
  return async (settings) => {
    const worker = new Worker(`/loop-worker.js?${kind}`, { type: "module" });
    const next = () =>
      new Promise<unknown>((resolve, reject) => {
        worker.onmessage = ({ data }) => ("failed" in data ? reject(new Error(data.failed)) : resolve(data.value));
        worker.onerror = ({ message }) => reject(new Error(message));
      });
    worker.postMessage(settings);
    await next();
    return async () => {
      worker.postMessage("ask");
      const { begunMs, atMs } = (await next()) as { readonly begunMs: number; readonly atMs: readonly number[] };
      return toAnswer(begunMs, atMs, []);
    };
  };
}
