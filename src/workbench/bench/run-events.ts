import { e2e, ttft } from "../../bench/metrics/latency.ts";
import { decodeRate } from "../../bench/metrics/pace.ts";
import type { Progress } from "../../bench/progress.ts";
import { withoutSuperseded } from "../../bench/summary/current-samples.ts";
import type { LoadEntry, LookEntry, Plan, Run } from "../../core/run.ts";
import type { RunStore } from "../../core/run-store.ts";
import type { Sample } from "../../core/sample.ts";
import type { RunEvent, RunState } from "../../wire/assay/run-events.ts";

/** What a follower of a run is told of a step. */
export function toRunEvent(progress: Progress): RunEvent {
  switch (progress.type) {
    case "loading": {
      const { target, cache, number, of } = progress;
      return { type: "loading", target, cache, number, of };
    }
    case "loaded":
      return toLoaded(progress.load);
    case "warm-up": {
      const { target, number, most } = progress;
      return { type: "warm-up", target, number, most };
    }
    case "request": {
      const { cell, done, total } = progress;
      return { type: "request", target: cell.target.id, prompt: cell.prompt.id, round: cell.round, done, total };
    }
    case "delta": {
      const { cell, tokens, ms } = progress;
      return { type: "tokens", target: cell.target.id, prompt: cell.prompt.id, round: cell.round, tokens, ms };
    }
    case "sample":
      return toSample(progress.sample, progress);
    case "look":
      return toLook(progress.look);
    case "failure":
      return { type: "failure", target: progress.target, error: toPlainError(progress.error) };
    default:
      return progress satisfies never;
  }
}

function toLook({ number, of, prompts, state }: LookEntry): RunEvent & { readonly type: "look" } {
  return { type: "look", number, of, prompts, state };
}

/** The state of a run before anything of it is measured. */
export function firstState({ id, createdAt, plan }: Run, notes: readonly string[]): RunState {
  const { targets, prompts, rounds } = plan;
  return {
    id,
    createdAt,
    status: "running",
    targets: targets.map((target) => target.id),
    prompts: { name: prompts.name, count: prompts.prompts.length },
    rounds,
    done: 0,
    total: sizeOf(plan),
    notes: [...notes],
    loads: [],
    samples: [],
    failures: [],
  };
}

/** The state of a recorded run, from its journal. @throws AssayError `run-missing`, `storage-failed` */
export async function readRunState(id: string, store: RunStore): Promise<RunState> {
  const record = await store.read(id, { tolerant: true });
  const entries = withoutSuperseded(await Array.fromAsync(record.entries));
  const { run, warnings } = record;
  const listed = await Array.fromAsync(store.list()).then((all) => all.find((one) => one.id === run.id));
  const status = listed?.type === "run" ? listed.status : "interrupted";
  const timed = entries.filter((entry) => entry.type === "sample").filter(({ phase }) => phase === "timed");
  const counts = { done: timed.length, total: sizeOf(run.plan) };
  const loads = new Map(entries.filter((entry) => entry.type === "load").map((entry) => [entry.target, entry]));
  const look = entries.findLast((entry) => entry.type === "look");
  const end = entries.findLast((entry) => entry.type === "end");
  return {
    ...firstState(
      run,
      warnings.map(({ message }) => message),
    ),
    ...counts,
    status,
    loads: [...loads.values()].map(toLoaded),
    samples: timed.map((sample) => toSample(sample, counts)),
    ...(look !== undefined && { look: toLook(look) }),
    failures: entries
      .filter((entry) => entry.type === "failure")
      .map(({ target, error }) => ({ type: "failure", target, error: toPlainError(error) })),
    ended: { type: "ended", status, verdict: end?.verdict, winner: end?.winner },
  };
}

function sizeOf({ targets, prompts, rounds }: Plan): number {
  return targets.filter(({ unavailable }) => unavailable === undefined).length * prompts.prompts.length * rounds;
}

function toLoaded({ target, loadMs, cache, info }: LoadEntry) {
  const { threads, contextTokens } = info;
  return { type: "loaded", target, loadMs, cache, threads, contextTokens } as const;
}

function toSample(sample: Sample, { done, total }: { readonly done: number; readonly total: number }) {
  const { target, prompt, round, status, error, usage } = sample;
  return {
    type: "sample",
    target,
    prompt,
    round,
    status,
    ttftMs: ttft.values(sample)[0],
    e2eMs: e2e.values(sample)[0],
    tokensPerSecond: decodeRate.values(sample)[0],
    completionTokens: usage.completionTokens,
    error: error && toPlainError(error),
    done,
    total,
  } as const;
}

function toPlainError<E extends { readonly remedies?: readonly string[] | undefined }>({ remedies: _, ...error }: E) {
  return error;
}
