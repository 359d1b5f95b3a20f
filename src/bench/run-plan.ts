import type { LoadedModel } from "../core/engine.ts";
import { AssayError, type ErrorCode, toErrorRecord } from "../core/errors.ts";
import type { JournalEntry, Plan, TargetPlan } from "../core/run.ts";
import type { Sample } from "../core/sample.ts";
import type { Clock } from "../lib/clock.ts";
import { createRandom } from "../lib/random.ts";
import { buildRequest, needsNonce } from "./build-request.ts";
import type { LoopDelay } from "./probe/loop-delay.ts";
import type { Progress } from "./progress.ts";
import { recordSample } from "./record-sample.ts";
import { type Cell, createSchedule, type Turn, warmUpCells } from "./schedule.ts";
import { createTargetPool, type LoadTarget } from "./target-pool.ts";

export interface RunPlanOptions {
  readonly plan: Plan;
  readonly load: LoadTarget;
  /** Resolves when the entry is safe. */
  readonly append: (entry: JournalEntry) => Promise<void>;
  /** Cells that an earlier session has recorded; they are not measured again. */
  readonly recorded: ReadonlySet<string>;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Whether all targets fit into memory together; otherwise they take turns by whole rounds. */
  readonly fitTogether: boolean;
  /** Takes a file out of the system's cache; tells whether that is known to have worked. Absent: no cold load is measured. */
  readonly dropFileCache?: ((path: string) => Promise<"cold" | "unknown">) | undefined;
  readonly loopDelay: LoopDelay;
}

/** A target is given up at once after one of these, and after `FAILURES_IN_A_ROW` failures of any kind. */
const FATAL: ReadonlySet<ErrorCode> = new Set([
  "model-crashed",
  "endpoint-unreachable",
  "out-of-memory",
  "adapter-untrusted",
]);
const FAILURES_IN_A_ROW = 3;
/**
 * Warm-up goes on for this long. A large model has then answered as often as the plan says; one of a millisecond per
 * token has run the code around it often enough to have it compiled, which takes a dozen requests: without, its first
 * round was 6 to 30 % slower than its second.
 */
const WARM_UP_MS = 1500;

/**
 * Executes a plan: loads the targets, warms them up, makes the requests in turns and appends all that happens.
 *
 * A target that fails is recorded and left; the others go on. When `signal` aborts, the request under way is dropped,
 * everything recorded stays, and the result is `stopped`.
 * @throws AssayError only what `append` throws, such as `storage-failed`
 */
export async function runPlan(options: RunPlanOptions): Promise<"complete" | "stopped"> {
  const { plan, signal, append, onProgress } = options;
  const grain = plan.order === "blocked" ? "blocked" : options.fitTogether ? "interleaved" : "by-round";
  const turns = createSchedule(plan, grain)
    .map((turn) => ({ ...turn, cells: turn.cells.filter(({ cell }) => !options.recorded.has(cell)) }))
    .filter((turn) => turn.cells.length > 0);
  const total = plan.targets.length * plan.prompts.prompts.length * plan.rounds;
  const failures = new Map<string, number>();
  const givenUp = new Set<string>();
  let done = options.recorded.size;

  const keepAll = grain === "interleaved";
  await using pool = createTargetPool({ ...options, keepAll });

  // Targets that take turns are all loaded and warm before the first timed request, so that no load falls between two.
  const steps: readonly Turn[] = keepAll ? [...openings(turns), ...turns] : turns;
  const lastStep = new Map(steps.map((step, index) => [step.target, index]));
  for (const [index, turn] of steps.entries()) {
    if (signal?.aborted) return "stopped";
    const target = plan.targets.find(({ id }) => id === turn.target);
    if (target === undefined || givenUp.has(turn.target)) continue;
    try {
      const { loaded, fresh } = await pool.acquire(target);
      if (fresh) await warmUp(target, loaded);
      for (const cell of turn.cells) {
        if (signal?.aborted) return "stopped";
        if (givenUp.has(target.id)) break;
        onProgress?.({ type: "request", cell, done, total });
        const sample = await measure(target, loaded, cell);
        done += 1;
        onProgress?.({ type: "sample", sample, done, total });
        await countFailure(target, sample);
      }
      if (lastStep.get(target.id) === index && !givenUp.has(target.id)) await pool.release(target);
    } catch (thrown) {
      if (signal?.aborted) return "stopped";
      if (isStorageFailure(thrown)) throw thrown;
      await giveUp(target, thrown);
    }
  }
  return signal?.aborted ? "stopped" : "complete";

  async function warmUp(target: TargetPlan, loaded: LoadedModel): Promise<void> {
    const startedMs = options.clock.now();
    for (const [index, cell] of warmUpCells(plan, target).entries()) {
      if (index >= plan.warmUp && options.clock.now() - startedMs >= WARM_UP_MS) return;
      const { error } = await measure(target, loaded, cell);
      if (index >= plan.warmUp && error !== undefined) return;
    }
  }

  async function measure(target: TargetPlan, loaded: LoadedModel, cell: Cell): Promise<Sample> {
    const prompt = plan.prompts.prompts.find(({ id }) => id === cell.prompt);
    if (loaded.chat === undefined || prompt === undefined) {
      throw new AssayError({
        code: "unsupported",
        message: `${target.id} cannot be benchmarked as it must answer chats`,
      });
    }
    const withNonce = needsNonce(plan.request, loaded.chat.capabilities, target.source.type === "endpoint");
    const nonce = withNonce ? nonceOf(plan.seed, cell) : undefined;
    const first = pool.takeFirstUse(target);
    options.loopDelay.reset();
    const sample = await recordSample({
      cell: { ...cell, ...(first && { first }), ...(nonce !== undefined && { nonce }) },
      chat: loaded.chat,
      request: buildRequest(prompt, plan.request, nonce),
      clock: options.clock,
      signal,
      timeLimitMs: plan.timeLimitMs,
      onDelta: onProgress && ((tokens, ms) => onProgress({ type: "delta", tokens, ms })),
    });
    const recorded = { ...sample, loopDelayMs: options.loopDelay.readMs() };
    await append(recorded);
    return recorded;
  }

  async function countFailure(target: TargetPlan, sample: Sample): Promise<void> {
    if (sample.error === undefined) {
      failures.delete(target.id);
      return;
    }
    const inARow = (failures.get(target.id) ?? 0) + 1;
    failures.set(target.id, inARow);
    if (FATAL.has(sample.error.code) || inARow >= FAILURES_IN_A_ROW) await giveUp(target, new AssayError(sample.error));
  }

  async function giveUp(target: TargetPlan, thrown: unknown): Promise<void> {
    const error = toErrorRecord(thrown);
    givenUp.add(target.id);
    onProgress?.({ type: "failure", target: target.id, error });
    await append({ type: "failure", target: target.id, error });
    await pool.discard(target);
  }
}

/** One turn without requests for each target, in the order of their first turns. */
function openings(turns: readonly Turn[]): Turn[] {
  return [...new Set(turns.map(({ target }) => target))].map((target) => ({ target, cells: [] }));
}

function isStorageFailure(thrown: unknown): boolean {
  return thrown instanceof AssayError && thrown.code === "storage-failed";
}

/** Random text of its own for each request, the same after a resume. */
function nonceOf(seed: number, cell: Cell): string {
  let hash = seed >>> 0;
  for (const character of cell.cell) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return createRandom(hash)
    .integer(2 ** 32)
    .toString(36)
    .padStart(7, "0");
}
