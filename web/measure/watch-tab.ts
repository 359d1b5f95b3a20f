import type { LoopDelay } from "../../src/bench/loop-delay.ts";
import { watchPageDelay } from "../answers/watch-page-delay.ts";
import { report } from "./report.ts";

/** Often enough that the benchmark hears of a tab that sleeps, and seldom enough to cost nothing. */
const BEAT_MS = 3_000;

/** Tells the benchmark that this tab is awake and whether it is seen, and watches how long the page is blocked. */
export function watchTab(): { readonly delay: LoopDelay } & Disposable {
  const delay = watchPageDelay();
  // A beat that is lost is like one that was never sent.
  const beat = () => void report({ type: "beat", isVisible: document.visibilityState === "visible" }).catch(() => {});
  const timer = setInterval(beat, BEAT_MS);
  document.addEventListener("visibilitychange", beat);
  return {
    delay,
    [Symbol.dispose]() {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", beat);
      delay[Symbol.dispose]();
    },
  };
}
