import type { ChatModel } from "../../core/chat-model.ts";
import type { Engine } from "../../core/engine.ts";
import { AssayError } from "../../core/errors.ts";
import type { Calibration } from "../../core/run.ts";
import type { Sample } from "../../core/sample.ts";
import type { Clock } from "../../lib/clock.ts";
import { quantile } from "../../stats/quantile.ts";
import { recordSample } from "../record-sample.ts";
import { parseReplayStamp } from "./replay-stamp.ts";
import { spawnReplayServer } from "./spawn-replay-server.ts";
import type { ReplaySchedule } from "./start-replay-server.ts";
import { systemTimeOffsetMs } from "./system-time.ts";

export interface HarnessOptions {
  /** The engine for endpoints: the path that is measured is the one that real targets take. */
  readonly engine: Engine;
  readonly clock: Clock;
  /** Requests at the same time; default 1. */
  readonly streams?: number | undefined;
  /** Requests of each stream, one after the other; default 10. */
  readonly requests?: number | undefined;
  /** Tokens of each request; default 20. */
  readonly tokens?: number | undefined;
  readonly schedule?: ReplaySchedule | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A quick small model: faster tokens than most targets, so that the harness looks no better than it is. */
const DEFAULT_SCHEDULE: ReplaySchedule = { firstTokenMs: 20, tokenMs: 5 };

/** Requests of each stream before the timed ones: connections are open then, and the code is compiled. */
const WARM_UP_REQUESTS = 3;

/** How far two processes' readings of one clock may lie apart. */
const CLOCK_TOLERANCE_MS = 0.1;

/** Between the starts of two streams: of requests sent in one instant, most would wait for the server to accept the others. */
const STAGGER_MS = 3;

/**
 * Measures the error of our own timing: a server that notes when it really wrote each token is asked through the same
 * engine and recorder as any target.
 *
 * The errors hold the way through the system's loopback too, and are upper bounds of the harness's own. Arrival error:
 * recorded arrival - moment of writing, for every token. Error of ttft: recorded ttft - time from the request's arrival
 * at the server to its first token.
 * @throws AssayError `internal` when the replay fails, `aborted` when the signal says stop
 */
export async function measureHarness(options: HarnessOptions): Promise<Calibration> {
  const { engine, clock, signal, streams = 1, requests = 10, tokens = 20, schedule = DEFAULT_SCHEDULE } = options;
  await using server = await spawnReplayServer(schedule);
  await using model = await engine.load({ type: "endpoint", baseUrl: server.baseUrl, model: "replay" }, { signal });
  const { chat } = model;
  if (chat === undefined) throw unfit(`the engine ${engine.name} has no chat`);

  const replay = async (perStream: number) => {
    const recorded = Array.from({ length: streams }, async (_, index) => {
      await clock.sleep(index * STAGGER_MS, signal);
      const samples: Sample[] = [];
      while (samples.length < perStream) samples.push(await record(chat, clock, tokens, signal));
      return samples;
    });
    return (await Promise.all(recorded)).flat();
  };
  await replay(WARM_UP_REQUESTS);
  const offsetMs = systemTimeOffsetMs(() => clock.now());
  const errors = (await replay(requests)).map((sample) => compare(sample, offsetMs));

  const ttft = errors.map((error) => error.ttftMs);
  const arrivals = errors.flatMap((error) => error.arrivalsMs);
  // No byte arrives before it is written: on such a system the two processes' clocks cannot be compared.
  if (arrivals.reduce((least, arrival) => Math.min(least, arrival)) < -CLOCK_TOLERANCE_MS)
    throw unfit("an arrival before its writing");
  return {
    streams,
    tokens: arrivals.length,
    ttftErrorMs: { p50: quantile(ttft, 0.5), p99: quantile(ttft, 0.99) },
    arrivalErrorMs: { p50: quantile(arrivals, 0.5), p99: quantile(arrivals, 0.99) },
  };
}

function record(chat: ChatModel, clock: Clock, maxTokens: number, signal?: AbortSignal): Promise<Sample> {
  return recordSample({
    chat,
    clock,
    signal,
    cell: { cell: "replay", target: chat.id, prompt: "replay", round: 1, phase: "timed" },
    request: { messages: [{ role: "user", content: "Replay." }], maxTokens },
  });
}

/** Holds one recorded stream against what the server noted. @param offsetMs from the recorder's clock to the system's */
function compare({ error, text, deltas, timeline }: Sample, offsetMs: number) {
  if (error !== undefined) throw unfit(error.message);
  let at = 0;
  const stamps = deltas.characters.map((length) => {
    const stamp = parseReplayStamp(text.slice(at, at + length));
    at += length;
    if (stamp === undefined) throw unfit("a token without its stamp");
    return stamp;
  });
  const first = stamps[0];
  if (first?.receivedMs === undefined || timeline.firstTokenMs === undefined) throw unfit("no first token");
  return {
    ttftMs: Math.abs(timeline.firstTokenMs - timeline.sentMs - (first.writtenMs - first.receivedMs)),
    arrivalsMs: stamps.map(
      ({ writtenMs }, index) => timeline.sentMs + (deltas.atMs[index] ?? Number.NaN) + offsetMs - writtenMs,
    ),
  };
}

function unfit(found: string): AssayError {
  return new AssayError({
    code: "internal",
    message: `The replay of the harness's own measurement did not come back as it was sent: ${found}.`,
    hint: "Measure without calibration.",
  });
}
