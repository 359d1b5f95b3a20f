import type { Clock } from "../../../lib/clock.ts";
import { median } from "../../../stats/centre.ts";
import type { LlamaContext } from "../llama/llama-context.ts";

/** Threads to use for a lone stream, for several streams at once, and while a prompt is read. */
export interface ThreadPlan {
  readonly lone: number;
  readonly batch: number;
  readonly prompt: number;
}

/** Computes a step with so many threads and says how long it took. */
export type TimeStep = (threads: number) => Promise<number>;

/** Time for all measuring: short beside any load, long enough for a dozen steps of the models that react to it most. */
const budgetMs = 240;
const mostRounds = 8;
/** A number of threads is not judged before it has so many steps, or so long ones: the first of several threads may wait 150 ms for each other. */
const enoughSteps = 3;
const enoughMs = 300;
/** Numbers of threads whose steps differ by less than this are as good as each other. */
const sameSpeed = 0.05;
/** All gain more from threads than a short step on an empty context shows. */
const nearSpeed = 0.15;
/** A number of threads that is this much slower is not tried again: threads that wait for each other can cost 100 ms a step. */
const hopelessRatio = 3;
/** Streams to try together: enough to show what a batch gains. */
const mostStreams = 8;
const promptPieceTokens = 16;
/** Any token does: all take the same computing. */
const probeToken = 0;

/** Numbers of threads worth trying: powers of two, and all cores. */
export function listThreadCandidates(cores: number): readonly number[] {
  const candidates: number[] = [];
  for (let threads = 1; threads < cores; threads *= 2) candidates.push(threads);
  return [...candidates, Math.max(1, cores)];
}

export interface MeasuringOptions {
  readonly clock: Clock;
  readonly limitMs: number;
  /** Which of equally good numbers is taken; default "fewer". */
  readonly favours?: "fewer" | "more" | undefined;
  /** Share that a number may be slower and count as equally good; default 0.05. */
  readonly tolerance?: number | undefined;
  /** Sums up the times of a number; default the median. */
  readonly sumUp?: ((times: readonly number[]) => number) | undefined;
}

/**
 * Finds the number of threads by doing a few steps with each.
 *
 * The best number is not the number of cores: llama.cpp starts its helpers anew for each step, so a very small model
 * is fastest with one, and on a busy machine every barrier waits for the slowest. Turns are taken in rounds, so that
 * what disturbs the machine disturbs all alike. Of those within 5 % of the best the fewest win, as they leave the processor
 * to everything else; or, where it is said so, the most.
 */
export async function chooseThreads(
  candidates: readonly number[],
  timeStep: TimeStep,
  { clock, limitMs, favours = "fewer", tolerance = sameSpeed, sumUp = median }: MeasuringOptions,
): Promise<number> {
  const [first = 1] = candidates;
  if (candidates.length < 2) return first;
  let running = candidates.map((threads) => ({ threads, times: [] as number[] }));
  const startMs = clock.now();
  // The first step of all pays for pages and buffers that are touched for the first time.
  await timeStep(first);
  for (const { threads, times } of running) {
    const tookMs = await timeStep(threads);
    // It also wakes up threads that never ran: 40 to 100 ms, which say nothing of the next step.
    if (tookMs >= enoughMs) times.push(tookMs);
  }
  for (let round = 0; round < mostRounds; round++) {
    const isEnough = running.every(({ times }) => isJudged(times));
    if (isEnough && clock.now() - startMs >= limitMs) break;
    const measured = isEnough ? running : running.filter(({ times }) => !isJudged(times));
    for (const { threads, times } of measured) times.push(await timeStep(threads));
    const bestMs = Math.min(...running.map(({ times }) => sumUp(times)));
    running = running.filter(({ times }) => !isJudged(times) || sumUp(times) <= bestMs * hopelessRatio);
  }
  const bestMs = Math.min(...running.map(({ times }) => sumUp(times)));
  const good = running.filter(({ times }) => sumUp(times) <= bestMs * (1 + tolerance));
  return good.at(favours === "fewer" ? 0 : -1)?.threads ?? first;
}

function isJudged(times: readonly number[]): boolean {
  return times.length >= enoughSteps || times.reduce((sum, one) => sum + one, 0) >= enoughMs;
}

/** Idle context to measure on; it is left empty. */
export interface MeasuredContext extends Pick<LlamaContext, "begin" | "add" | "clear" | "sequences"> {
  decode(threads: number): Promise<unknown>;
}

/**
 * Measures the thread plan of a loaded model on its own, idle context and leaves that empty.
 *
 * A lone stream takes more threads where they are nearly as good: what can be measured quickly is a step with an empty
 * context, and attention to a long one, which all threads share, is a third of a step (SmolLM2 after 600 tokens: 9.8 ms with
 * one thread, 8.5 with two; after none, 6.9 and 6.7).
 */
export async function measureThreads(context: MeasuredContext, cores: number, clock: Clock): Promise<ThreadPlan> {
  const streams = Math.min(context.sequences, mostStreams);

  const timeSteps =
    (count: number, size: number): TimeStep =>
    async (threads) => {
      context.clear();
      context.begin();
      for (let sequence = 0; sequence < count; sequence++)
        for (let position = 0; position < size; position++)
          context.add(probeToken, position, sequence, position === size - 1);
      const startMs = clock.now();
      await context.decode(threads);
      return clock.now() - startMs;
    };

  const limits = { clock, limitMs: budgetMs / (streams > 1 ? 3 : 2) };
  const nearly = { ...limits, favours: "more", tolerance: nearSpeed } as const;
  const candidates = listThreadCandidates(cores);
  const lone = await chooseThreads(candidates, timeSteps(1, 1), nearly);
  // What slows a step comes from others; the steps themselves are corrected later where it stays.
  const shared = { ...nearly, sumUp: (times: readonly number[]) => Math.min(...times) };
  const prompt = await chooseThreads(candidates, timeSteps(1, promptPieceTokens), shared);
  const batch = streams > 1 ? await chooseThreads(candidates, timeSteps(streams, 1), shared) : lone;
  context.clear();
  return { lone, batch, prompt };
}
