// The entry of a process that makes one benchmark for a service: measuring shares no event loop with the answering of requests.
import { toErrorRecord } from "../../core/errors.ts";
import { winnerOf } from "../../selection/winner-of.ts";
import { readWorkspace } from "../workspace.ts";
import { type BenchOutcome, bench } from "./bench.ts";
import type { BenchTask, FromBench, ToBench } from "./bench-messages.ts";
import { toRunEvent } from "./run-events.ts";

/** Followers are told of the tokens of an answer so often: more would disturb what is measured. */
const TOKENS_EVERY_MS = 250;
/** After the end of whoever began it, the request under way may take so long to end. */
const LAST_WORDS_MS = 10_000;

const stop = new AbortController();
const roomMade = Promise.withResolvers<void>();

// Ctrl-C in a terminal reaches every process of the group: the service decides what becomes of this one.
process.on("SIGINT", () => {});
// A service that is killed leaves a run that can be resumed.
process.on("disconnect", () => {
  stop.abort();
  roomMade.resolve();
  setTimeout(() => process.exit(1), LAST_WORDS_MS).unref();
});
process.on("message", (message: ToBench) => {
  if (message.type === "task") void run(message.task);
  else if (message.type === "room-made") roomMade.resolve();
  else stop.abort();
});

async function run({ directory, given, ...task }: BenchTask): Promise<void> {
  try {
    const workspace = await readWorkspace({ directory }, given);
    let toldAtMs = Number.NEGATIVE_INFINITY;
    const outcome = await bench({
      ...task,
      workspace,
      signal: stop.signal,
      async makeRoom(bytes) {
        void say({ type: "needs", bytes });
        await roomMade.promise;
      },
      onStart: ({ run, recorded, warnings }) =>
        void say({ type: "started", run, recorded, notes: warnings.map(({ message }) => message) }),
      onProgress(progress) {
        const nowMs = workspace.clock.now();
        if (progress.type === "delta" && nowMs - toldAtMs < TOKENS_EVERY_MS) return;
        toldAtMs = nowMs;
        void say({ type: "event", event: toRunEvent(progress) });
      },
    });
    await say(toEnd(outcome));
  } catch (thrown) {
    await say({ type: "failed", error: toErrorRecord(thrown) });
  }
  process.exit(0);
}

function toEnd(outcome: BenchOutcome): FromBench {
  if (outcome.type === "refused") return { type: "failed", error: toErrorRecord(outcome.error) };
  if (outcome.type === "nothing-measured") return { type: "event", event: { type: "ended", status: "stopped" } };
  const { summary, recommendation } = outcome.report;
  const { status } = summary;
  const conclusion = { verdict: recommendation.headline, winner: winnerOf(recommendation.verdict) };
  return { type: "event", event: { type: "ended", status, ...(status === "complete" && conclusion) } };
}

/** Resolves when it has left this process, or there is nobody to hear it. */
function say(message: FromBench): Promise<void> {
  return new Promise((resolve) => {
    if (!process.connected) return resolve();
    process.send?.(message, undefined, undefined, () => resolve());
  });
}
