import { type Signal, signal } from "@preact/signals";
import type { ChatEvent } from "../../src/core/chat-event.ts";
import type { Deltas } from "../../src/core/sample.ts";

/** An answer while it comes: what a sample will hold of it, so far. */
export interface LiveAnswer {
  /** Counts up once for each frame in which something came. */
  readonly frame: Signal<number>;
  readonly text: string;
  readonly reasoning: string;
  /** Arrivals in ms after the request was sent. */
  readonly deltas: Deltas;
  begin(sentMs: number): void;
  add(event: ChatEvent, nowMs: number): void;
}

/** Creates an empty answer. However fast tokens come, it is shown once a frame. @param nextFrame as `requestAnimationFrame` */
export function createLiveAnswer(nextFrame: (show: () => void) => void = requestAnimationFrame): LiveAnswer {
  const frame = signal(0);
  let sentMs = 0;
  let isDue = false;
  let deltas = noDeltas();
  const show = () => {
    isDue = false;
    frame.value += 1;
  };
  const changed = () => {
    if (isDue) return;
    isDue = true;
    nextFrame(show);
  };
  return {
    frame,
    text: "",
    reasoning: "",
    get deltas() {
      return deltas;
    },
    begin(ms) {
      sentMs = ms;
      deltas = noDeltas();
      Object.assign(this, { text: "", reasoning: "" });
      changed();
    },
    add(event, nowMs) {
      if (event.type !== "text-delta" && event.type !== "reasoning-delta") return;
      const { text, reasoning } = this;
      Object.assign(
        this,
        event.type === "text-delta" ? { text: text + event.text } : { reasoning: reasoning + event.text },
      );
      deltas.atMs.push((event.receipt ?? nowMs) - sentMs);
      deltas.tokens.push(event.tokens ?? null);
      deltas.characters.push(event.text.length);
      changed();
    },
  };
}

function noDeltas() {
  return { atMs: [] as number[], tokens: [] as (number | null)[], characters: [] as number[] };
}
