import type { Plan, TargetPlan } from "../core/run.ts";

/** How long a target's requests may take. */
export interface DurationEstimate {
  readonly target: string;
  readonly requests: number;
  /** About this, in ms; absent for what does not run on this machine or has no known size. */
  readonly ms?: number | undefined;
}

/** Above this the work per token that is not reading weights decides. */
const MOST_TOKENS_PER_SECOND = 800;
/** Starting a process and the engine's library three times: a target's memory is measured over three loads. */
const LOADING_MS = 3 * 1500;

/**
 * Estimates the time of each target's requests before anything is run.
 *
 * Decoding reads all weights for every token, so tokens/s is about memory bandwidth / size; every answer is taken to
 * be as long as the limit permits. Source: the memory-bound model of decoding (Pope et al., "Efficiently Scaling
 * Transformer Inference", 2022).
 * @param bytesPerMs memory bandwidth of this machine, as `measureBandwidth()` finds it
 */
export function estimateDuration(plan: Plan, bytesPerMs: number): DurationEstimate[] {
  return plan.targets.map((target) => {
    const requests = plan.prompts.prompts.length * plan.rounds + plan.warmUp;
    const ms = msPerToken(target, bytesPerMs);
    if (ms === undefined) return { target: target.id, requests };
    const tokens = plan.prompts.prompts.reduce((sum, prompt) => sum + (prompt.maxTokens ?? plan.request.maxTokens), 0);
    return { target: target.id, requests, ms: LOADING_MS + plan.rounds * tokens * ms };
  });
}

function msPerToken(target: TargetPlan, bytesPerMs: number): number | undefined {
  if (target.source.type !== "file" || target.sizeBytes === undefined) return undefined;
  return Math.max(1000 / MOST_TOKENS_PER_SECOND, target.sizeBytes / bytesPerMs);
}

/** Measures how fast one thread copies memory, in bytes per ms; takes some 30 ms. */
export function measureBandwidth(now: () => number): number {
  const from = new Uint8Array(32 * 2 ** 20);
  const to = new Uint8Array(from.length);
  to.set(from);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round += 1) {
    const startedMs = now();
    to.set(from);
    best = Math.min(best, now() - startedMs);
  }
  return from.length / Math.max(best, 0.1);
}
