import { AssayError } from "../../core/errors.ts";
import type { JournalEntry, Plan } from "../../core/run.ts";
import type { Sample } from "../../core/sample.ts";
import type { Clock } from "../../lib/clock.ts";
import { runsHere } from "../../rates/target-rates.ts";
import { buildRequest } from "../build-request.ts";
import type { EnergyMeter } from "../energy-meter.ts";
import type { MeasureOptions } from "../load/load-mode.ts";
import type { LoopDelay } from "../loop-delay.ts";
import { createNonce, needsNonce } from "../nonce.ts";
import type { Progress } from "../progress.ts";
import { recordSample, type SampleRequest } from "../record-sample.ts";
import type { Cell } from "../schedule.ts";
import type { LoadedTarget } from "./loaded-targets.ts";
import { measureExpense } from "./measure-expense.ts";

/** The parts that all requests of a run are measured with. */
export interface Measuring {
  readonly plan: Plan;
  /** Resolves when the entry is safe. */
  readonly append: (entry: JournalEntry) => Promise<void>;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly loopDelay: LoopDelay;
  /** Absent where no energy can be read. */
  readonly energy?: EnergyMeter | undefined;
}

export interface CellOptions extends MeasureOptions {
  readonly cell: Cell;
  readonly loaded: LoadedTarget;
  /** The first request since the target was loaded. */
  readonly first: boolean;
}

/**
 * Makes the request of one cell and journals what came of it.
 *
 * @throws AssayError `unsupported` for a target that answers no chats, `aborted`, `storage-failed`
 */
export async function measureCell(options: CellOptions, measuring: Measuring): Promise<Sample> {
  const { cell, first, intendedMs } = options;
  const { chat, record = recordSample } = options.loaded;
  const { id, target, prompt, round, phase } = cell;
  const { plan, clock, signal, onProgress, energy } = measuring;
  if (chat === undefined)
    throw new AssayError({
      code: "unsupported",
      message: `${target.id} cannot be benchmarked: it does not answer chats.`,
    });
  const withNonce = needsNonce(plan.request, chat.capabilities, target.source.type === "endpoint");
  const nonce = withNonce ? createNonce(plan.seed, id) : undefined;
  using delay = measuring.loopDelay.open();
  const request: SampleRequest = {
    cell: {
      cell: id,
      target: target.id,
      prompt: prompt.id,
      round,
      phase,
      ...(first && { first }),
      ...(nonce !== undefined && { nonce }),
    },
    chat,
    request: {
      ...buildRequest(prompt, plan.request, nonce),
      ...(plan.request.logprobs === true && chat.capabilities.logprobs && { logprobs: 0 }),
    },
    clock,
    signal,
    intendedMs,
    timeLimitMs: plan.timeLimitMs,
    onDelta: onProgress && ((tokens, ms) => onProgress({ type: "delta", cell, tokens, ms })),
  };
  // What a schedule sends at its own times does not wait for a counter, and what runs elsewhere takes no energy here.
  const isRead = phase === "timed" && intendedMs === undefined && runsHere(target);
  const sample = isRead
    ? await measureExpense(() => record(request), {
        loaded: options.loaded,
        energy: energy?.sees(target.device) ? energy : undefined,
      })
    : await record(request);
  // Who recorded it elsewhere watched the event loop there.
  const recorded = { ...sample, loopDelayMs: sample.loopDelayMs ?? delay.readMs() };
  await measuring.append(recorded);
  return recorded;
}
