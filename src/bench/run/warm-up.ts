import type { Plan, TargetPlan } from "../../core/run.ts";
import type { Sample } from "../../core/sample.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Progress } from "../progress.ts";
import type { Cell } from "../schedule.ts";

/**
 * Warm-up goes on for this long. A large model has then answered as often as the plan says; one of a millisecond per
 * token has run the code around it often enough to have it compiled, which takes a dozen requests: without, its first
 * round was 6 to 30 % slower than its second.
 */
const WARM_UP_MS = 1500;

export interface WarmUpOptions {
  readonly measure: (cell: Cell) => Promise<Sample>;
  readonly clock: Clock;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Asks a target that was just loaded as often as the plan says, and a quick one for a round at most. */
export async function warmUp(
  { warmUp: least }: Plan,
  cells: readonly Cell[],
  { measure, clock, onProgress }: WarmUpOptions,
): Promise<void> {
  const startedMs = clock.now();
  for (const [index, cell] of cells.entries()) {
    if (index >= least && clock.now() - startedMs >= WARM_UP_MS) return;
    onProgress?.({ type: "warm-up", target: cell.target.id, number: index + 1, most: cells.length });
    const { error } = await measure(cell);
    if (index >= least && error !== undefined) return;
  }
}

/** The untimed requests that a target may make after each load: those of the plan, and up to a round in all. */
export function warmUpCells({ warmUp, prompts: { prompts } }: Plan, target: TargetPlan): Cell[] {
  const most = warmUp === 0 ? 0 : Math.max(warmUp, prompts.length);
  const rounds = Array.from({ length: Math.ceil(most / prompts.length) }, () => prompts).flat();
  return rounds.slice(0, most).map((prompt, index) => ({
    id: `${target.id}/${prompt.id}/warm-up-${index + 1}`,
    target,
    prompt,
    round: index + 1,
    phase: "warm-up",
  }));
}
