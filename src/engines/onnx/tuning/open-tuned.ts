import { readFile } from "node:fs/promises";
import path from "node:path";
import type { ModelInfo } from "../../../core/engine.ts";
import type { Warning } from "../../../core/warning.ts";
import type { OnnxConfig } from "../../../formats/onnx/facts/onnx-folder.ts";
import type { Clock } from "../../../lib/clock.ts";
import { countCores } from "../../../system/processor.ts";
import { statFile } from "../../../system/stat-file.ts";
import type { WatchOthers } from "../../tuning/watch-others.ts";
import { allowInt8Products } from "../graph/allow-int8-products.ts";
import { createDecoder } from "../graph/decoder.ts";
import { isDecoder } from "../graph/decoder-graph.ts";
import type { Session } from "../graph/runtime.ts";
import type { NodeRuntime } from "../native/open-runtime.ts";
import { choosePlan, type GraphPlan } from "./choose-plan.ts";
import { createGraphMemory, toGraphKey } from "./graph-memory.ts";
import { timeGraph } from "./time-graph.ts";

export interface TunedSession {
  readonly session: Session;
  readonly plan: GraphPlan;
  readonly source: ModelInfo["threadsSource"];
  readonly warnings: readonly Warning[];
}

export interface TuningOptions {
  readonly runtime: NodeRuntime;
  readonly path: string;
  readonly config: OnnxConfig;
  /** Threads that the caller wants; absent: found out. */
  readonly asked: number | undefined;
  /** Bytes of all weights, and how many are free for another copy of them. */
  readonly weightsBytes: number;
  readonly freeBytes: number;
  /** Absent: nothing is remembered. */
  readonly stateDirectory: string | undefined;
  readonly engineVersion: string | undefined;
  readonly clock: Clock;
  readonly watchOthers: WatchOthers;
  readonly signal: AbortSignal;
}

/** A graph with its weights inside is read into memory to be changed, up to this size. */
const LARGEST_CHANGED = 512 * 2 ** 20;
/** No further way is tried once trying took so long. */
const LIMIT_MS = 4000;
/** Others that take this share of the processors make some ways look worse than they are. */
const BUSY_SHARE = 0.15;

/** Opens a graph in the way that was remembered for this machine, else in the one that a few steps show to be fastest. */
export async function openTuned(options: TuningOptions): Promise<TunedSession> {
  const { asked, stateDirectory, clock, signal } = options;
  const { size: sizeBytes = 0, mtimeMs: modifiedMs = 0 } = statFile(options.path) ?? {};
  const threads = asked === undefined ? listThreads() : [asked];
  const memory = stateDirectory === undefined ? undefined : createGraphMemory(stateDirectory);
  const key = toGraphKey({ path: options.path, sizeBytes, modifiedMs, threads, engineVersion: options.engineVersion });
  const remembered = await memory?.recall(key);
  if (remembered !== undefined) {
    const changed = remembered.int8 ? await readWithInt8(options.path, sizeBytes) : undefined;
    const session = openGraph(options, changed, remembered);
    return { session, plan: remembered, source: sourceOf(asked, "remembered"), warnings: [] };
  }

  const int8 = await readWithInt8(options.path, sizeBytes);
  const readBusyShare = options.watchOthers();
  const startMs = clock.now();
  let tellsText = true;
  const chosen = await choosePlan<Session>({
    threads,
    mayUseInt8: int8 !== undefined,
    async open(plan) {
      const session = openGraph(options, int8, plan);
      tellsText = isDecoder(session, options.config);
      return session;
    },
    time: (session) => timeSession(options, session),
    close: (session) => session.release(),
    mayGoOn: () =>
      tellsText && !signal.aborted && clock.now() - startMs < LIMIT_MS && options.freeBytes > 2 * options.weightsBytes,
  });
  const isWorthIt = chosen.isMeasured && readBusyShare() < BUSY_SHARE;
  const warnings = isWorthIt ? await remember(() => memory?.remember(key, chosen.plan)) : [];
  return {
    session: chosen.opened,
    plan: chosen.plan,
    source: sourceOf(asked, chosen.isMeasured ? "measured" : undefined),
    warnings,
  };
}

async function timeSession({ runtime, config, clock }: TuningOptions, session: Session): Promise<number> {
  try {
    return await timeGraph(await createDecoder(runtime, session, config), clock);
  } catch {
    return Number.POSITIVE_INFINITY; // what is wrong is told when the graph is used
  }
}

/** All cores, then halves. */
function listThreads(): readonly number[] {
  const counts = [countCores()];
  for (let [count = 1] = counts; count > 1; count = Math.floor(count / 2)) counts.push(Math.floor(count / 2));
  return counts;
}

/** The graph with products in 8 bits; undefined where there is nothing to change. */
async function readWithInt8(file: string, sizeBytes: number): Promise<Uint8Array | undefined> {
  if (sizeBytes > LARGEST_CHANGED) return undefined;
  try {
    return allowInt8Products(await readFile(file));
  } catch {
    return undefined; // the library says better what is wrong with it
  }
}

function openGraph({ runtime, path: file }: TuningOptions, int8: Uint8Array | undefined, plan: GraphPlan): Session {
  const source = plan.int8 && int8 !== undefined ? { bytes: int8, folder: path.dirname(file) } : { path: file };
  return runtime.createSession(source, { threads: plan.threads });
}

function sourceOf(asked: number | undefined, found: ModelInfo["threadsSource"]): ModelInfo["threadsSource"] {
  return asked === undefined ? found : "asked";
}

async function remember(write: () => Promise<void> | undefined): Promise<readonly Warning[]> {
  try {
    await write();
    return [];
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `How the graph is computed fastest could not be remembered: ${reason}`;
    return [{ code: "notice", message }];
  }
}
