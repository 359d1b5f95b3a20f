/** Calls back after a while, without keeping the process alive for it; time passes as the clock of the same giver says. */
export interface Timer {
  /** Calls `run` once after `ms`. The returned function takes it back. */
  start(ms: number, run: () => void): () => void;
}

/** Node's own bound: a longer time would be taken for 1 ms. */
const LONGEST_MS = 2 ** 31 - 1;

export const systemTimer: Timer = {
  start(ms, run) {
    const timer = setTimeout(run, Math.min(ms, LONGEST_MS)).unref();
    return () => clearTimeout(timer);
  },
};
