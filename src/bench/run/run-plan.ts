import { AssayError, type ErrorRecord, toErrorRecord } from "../../core/errors.ts";
import type { TargetPlan } from "../../core/run.ts";
import { anySignal } from "../../lib/any-signal.ts";
import type { LoadDriver, LoadMode, MeasureOptions } from "../load/load-mode.ts";
import { sequential } from "../load/sequential.ts";
import type { Cell, Grain, Turn } from "../schedule.ts";
import { partIntoStages, type Stage } from "../stages.ts";
import { createFailurePolicy } from "./failure-policy.ts";
import { createLoadedTargets, type LoadedTargets, type LoadTarget } from "./loaded-targets.ts";
import { type Measuring, measureCell } from "./measure-cell.ts";
import { warmUp, warmUpCells } from "./warm-up.ts";

export interface RunPlanOptions extends Measuring {
  readonly loadTarget: LoadTarget;
  /** How requests follow one another; one at a time unless told. */
  readonly mode?: LoadMode | undefined;
  /** Cells that an earlier session has recorded; they are not measured again. */
  readonly recorded: ReadonlySet<string>;
  /** True when all targets fit into memory together; otherwise they take turns by whole rounds. */
  readonly fitTogether: boolean;
  /** Takes a file out of the system's cache; tells whether that is known to have worked. Absent: no cold load is measured. */
  readonly dropFileCache?: ((path: string) => Promise<"cold" | "unknown">) | undefined;
  /** Looks at a run that ends once it is decided. */
  readonly looking?: Looking | undefined;
}

/** How a run that ends once it is decided is looked at. */
export interface Looking {
  /** Prompts to measure at most; all unless told. */
  readonly mostPrompts?: number | undefined;
  /** Whether no more is to be measured, whatever is left; asked before each prompt but the first. */
  readonly isSpent: () => boolean;
  /** Called when as many prompts are measured; tells whether to go on. @param looksLeft with this one */
  readonly look: (prompts: number, looksLeft: number) => Promise<"go-on" | "end">;
}

/**
 * Executes a plan: loads the targets, warms them up, makes the requests in turns and appends all that happens.
 *
 * A target that fails is recorded and left; the others go on. A plan that ends once it is decided is measured in stages,
 * with a look after each, and what is left when it ends is never measured. When `signal` aborts, the requests under way are dropped,
 * everything recorded stays, and the result is `stopped`.
 * @throws AssayError only what `append` throws, such as `storage-failed`
 */
export async function runPlan(options: RunPlanOptions): Promise<"complete" | "stopped"> {
  const { plan, signal, looking, mode = sequential } = options;
  const keepAll = plan.order !== "blocked" && options.fitTogether;
  const grain = plan.order === "blocked" ? "blocked" : keepAll && mode.turn === "request" ? "interleaved" : "by-round";
  const stages = listStages(options, grain);
  const turns = stages.flatMap((stage) => stage.turns);
  const lastTurn = new Map(turns.map((turn) => [turn.target.id, turn]));
  await using loaded = createLoadedTargets({ ...options, keepAll });
  const runner = new TurnRunner({ ...options, mode }, loaded);
  // Targets that take turns are all loaded and warm before the first timed request, so that no load falls between two.
  if (keepAll) for (const opening of openings(turns)) if (signal?.aborted !== true) await runner.run(opening, false);
  let asked: string | undefined;
  for (const [index, stage] of stages.entries()) {
    for (const turn of stage.turns) {
      if (signal?.aborted) return "stopped";
      // What one target has answered is for the others to answer too: a prompt that some have is of no use.
      const next = turn.cells[0]?.prompt.id;
      if (asked !== undefined && next !== asked && looking?.isSpent() === true) break;
      asked = next;
      await runner.run(turn, lastTurn.get(turn.target.id) === turn);
    }
    if (signal?.aborted) return "stopped";
    if ((await looking?.look(stage.prompts, stages.length - index)) === "end") break;
  }
  for (const target of plan.targets) await runner.leave(target);
  return signal?.aborted ? "stopped" : "complete";
}

/** The stages with what a resumed run has left to do. */
function listStages({ plan, recorded, looking }: RunPlanOptions, grain: Grain): readonly Stage[] {
  return partIntoStages(plan, grain, looking?.mostPrompts).map(({ turns, prompts }) => ({
    turns: leaveOut(recorded, turns),
    prompts,
  }));
}

/** Lets one target after the other make its requests, and leaves those that fail. */
class TurnRunner {
  readonly #options: RunPlanOptions & { readonly mode: LoadMode };
  readonly #targets: LoadedTargets;
  readonly #isHopeless = createFailurePolicy();
  readonly #givenUp = new Set<string>();
  readonly #total: number;
  #done: number;

  constructor(options: RunPlanOptions & { readonly mode: LoadMode }, targets: LoadedTargets) {
    const { plan, recorded } = options;
    this.#options = options;
    this.#targets = targets;
    this.#total = plan.targets.length * plan.prompts.prompts.length * plan.rounds;
    this.#done = recorded.size;
  }

  /** Loads the target where needed and makes the requests of its turn; after its last one it is unloaded. */
  async run({ target, cells }: Turn, isLast: boolean): Promise<void> {
    if (this.#givenUp.has(target.id)) return;
    const { plan, clock, onProgress } = this.#options;
    if (target.unavailable !== undefined) return this.#giveUp(target, target.unavailable);
    await this.#attempt(target, async () => {
      const { loaded, fresh } = await this.#targets.acquire(target);
      const measure = (cell: Cell, when: MeasureOptions = {}) =>
        measureCell({ ...when, cell, loaded, first: this.#targets.takeFirstUse(target) }, this.#options);
      if (fresh) await warmUp(plan, warmUpCells(plan, target), { measure, clock, onProgress });
      const failure = await this.#makeRequests(cells, measure);
      if (failure !== undefined) await this.#giveUp(target, failure);
      else if (isLast) await this.#targets.release(target);
    });
  }

  /** Unloads a target that is still loaded, as it has no more turns. */
  async leave(target: TargetPlan): Promise<void> {
    if (!this.#givenUp.has(target.id)) await this.#attempt(target, () => this.#targets.release(target));
  }

  async #attempt(target: TargetPlan, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (thrown) {
      if (this.#options.signal?.aborted) return;
      if (isStorageFailure(thrown)) throw thrown;
      await this.#giveUp(target, toErrorRecord(thrown));
    }
  }

  /** Makes the timed requests of a turn in the load mode; returns the failure for which the target is to be given up. */
  async #makeRequests(cells: readonly Cell[], measure: LoadDriver["measure"]): Promise<ErrorRecord | undefined> {
    const { plan, mode, clock, signal, onProgress } = this.#options;
    const over = new AbortController();
    let failure: ErrorRecord | undefined;
    const measureTimed = async (cell: Cell, when?: MeasureOptions) => {
      onProgress?.({ type: "request", cell, rounds: plan.rounds, done: this.#done, total: this.#total });
      const sample = await measure(cell, when);
      this.#done += 1;
      onProgress?.({ type: "sample", sample, done: this.#done, total: this.#total });
      if (this.#isHopeless(sample)) {
        failure ??= sample.error;
        over.abort();
      }
      return sample;
    };
    const ends = anySignal(signal, over.signal);
    await mode.run(cells, { measure: measureTimed, over: ends, clock });
    return failure;
  }

  async #giveUp(target: TargetPlan, error: ErrorRecord): Promise<void> {
    this.#givenUp.add(target.id);
    this.#options.onProgress?.({ type: "failure", target: target.id, error });
    await this.#options.append({ type: "failure", target: target.id, error });
    await this.#targets.discard(target);
  }
}

/** The turns with what a resumed run has left to do. */
function leaveOut(recorded: ReadonlySet<string>, turns: readonly Turn[]): Turn[] {
  return turns
    .map(({ target, cells }) => ({ target, cells: cells.filter(({ id }) => !recorded.has(id)) }))
    .filter(({ cells }) => cells.length > 0);
}

/** One turn without requests for each target, in the order of their first turns. */
function openings(turns: readonly Turn[]): Turn[] {
  return [...new Set(turns.map(({ target }) => target))].map((target) => ({ target, cells: [] }));
}

function isStorageFailure(thrown: unknown): boolean {
  return thrown instanceof AssayError && thrown.code === "storage-failed";
}
