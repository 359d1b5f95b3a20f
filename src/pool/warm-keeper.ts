import type { ChatModel, ChatRequest } from "../core/chat-model.ts";
import type { Clock } from "../lib/clock.ts";
import type { Timer } from "./timer.ts";

/** A model that may be kept warm. */
export interface Warmable {
  readonly chat: ChatModel;
  /** When it last computed, for a request or to be kept warm. */
  readonly lastActiveMs: number;
  readonly busy: boolean;
  /** Aborts when a request comes, which goes first, or when the model goes. */
  readonly interrupted: () => AbortSignal;
  readonly onWarmed: () => void;
}

/** One token after a word: enough to touch all weights, so that the system does not take their memory for something else. */
const LIGHT_REQUEST: ChatRequest = { messages: [{ role: "user", content: "Hi" }], maxTokens: 1, temperature: 0 };

/** Gives each model that has been idle for `everyMs` a light prompt, one model after the other. */
export function createWarmKeeper(options: {
  readonly everyMs: number;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly list: () => Iterable<Warmable>;
}): Disposable {
  const { everyMs, clock, timer, list } = options;
  let stopped = false;
  let stop = timer.start(everyMs, tick);

  async function tick(): Promise<void> {
    for (const model of [...list()]) {
      if (stopped) return;
      if (!model.busy && clock.now() - model.lastActiveMs >= everyMs) await warm(model);
    }
    if (!stopped) stop = timer.start(untilNext(), tick);
  }

  /** Until the model that has been idle longest is due. */
  function untilNext(): number {
    const idleMs = [...list()].map(({ lastActiveMs }) => clock.now() - lastActiveMs).filter((ms) => ms < everyMs);
    return everyMs - Math.max(0, ...idleMs);
  }

  return {
    [Symbol.dispose]() {
      stopped = true;
      stop();
    },
  };
}

async function warm({ chat, interrupted, onWarmed }: Warmable): Promise<void> {
  try {
    for await (const event of chat.chat(LIGHT_REQUEST, { signal: interrupted() }))
      if (event.type === "finish" && event.reason !== "aborted") onWarmed();
  } catch {
    // Nobody asked for it: whoever asks next is told what is wrong with the model.
  }
}
