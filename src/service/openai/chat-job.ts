import type { FastifyReply } from "fastify";
import type { ChatEvent } from "../../core/chat-event.ts";
import type { ChatModel, ChatRequest } from "../../core/chat-model.ts";
import { anySignal } from "../../lib/any-signal.ts";
import type { Clock } from "../../lib/clock.ts";
import { addEvent, type ChatAnswer, emptyAnswer } from "../../wire/openai/server/chat-answer.ts";
import { DONE_FRAME, EventStream, toFrame } from "../app/event-stream.ts";
import { logFailure, toErrorAnswer } from "../app/http-error.ts";
import type { AnswerMeter } from "../app/metrics.ts";
import { setWarnings, toApiWords, toHeaderText } from "./warnings.ts";

/** One HTTP request's chats: one for each choice. Disposing it gives the model back. */
export interface ChatJob extends Disposable {
  readonly part: ChatModel;
  readonly requests: readonly ChatRequest[];
  readonly signal: AbortSignal;
  /** Fields of the body that are not honoured. */
  readonly ignored: readonly string[];
  readonly meter: () => AnswerMeter;
  /** Passes on the first tool call of each answer only. */
  readonly oneCall?: boolean | undefined;
}

/** Writer of a route's stream. */
export interface StreamEncoder {
  /** The frames of one event of one choice; absent when it has nothing to show. */
  encode(index: number, event: ChatEvent): string | undefined;
  /** Frames between the last event and the end of the stream. */
  last?(): string | undefined;
  /** Frames for a failure in the middle of the stream; absent: a frame with the error and no `[DONE]`. */
  fail?(thrown: unknown): string;
}

/** Runs the chats at the same time and gives their answers; warnings go into the reply's header. */
export async function collectAnswers(job: ChatJob, reply: FastifyReply): Promise<readonly ChatAnswer[]> {
  const answers = job.requests.map(emptyAnswer);
  await collectEvents(job, reply, (index, event) => {
    const answer = answers[index];
    if (answer !== undefined) addEvent(answer, event);
  });
  return answers;
}

/** Runs the chats at the same time and hands each event over; warnings go into the reply's header. */
export async function collectEvents(
  job: ChatJob,
  reply: FastifyReply,
  take: (index: number, event: ChatEvent) => void,
): Promise<void> {
  const warnings = new Set(job.ignored);
  await runChats(job, (index, event) => {
    if (event.type === "warning") warnings.add(toApiWords(event.warning.message));
    take(index, event);
    return undefined;
  });
  setWarnings(reply, warnings);
}

/** A stream that is about to be written. */
export interface StreamJob {
  readonly job: ChatJob;
  readonly encoder: StreamEncoder;
}

/**
 * Runs the chats at the same time and writes their events as they come.
 *
 * @param open loads the model and waits for a place, which may take minutes: the stream lives meanwhile
 */
export async function streamAnswers(
  { reply, clock }: { readonly reply: FastifyReply; readonly clock: Clock },
  open: () => Promise<StreamJob>,
): Promise<void> {
  const warnings = new Set<string>();
  using out = new EventStream(reply, clock, () => setWarnings(reply, warnings));
  let encoder: StreamEncoder | undefined;
  try {
    const opened = await open();
    using job = opened.job;
    encoder = opened.encoder;
    for (const text of job.ignored) warn(text);
    await runChats(job, (index, event) => {
      const frames = opened.encoder.encode(index, event);
      if (event.type === "warning") return warn(toApiWords(event.warning.message));
      if (frames === undefined) return undefined;
      // Warnings follow the start at once.
      return event.type === "start" ? out.sendSoon(frames) : out.send(frames);
    });
    await out.send(`${encoder.last?.() ?? ""}${DONE_FRAME}`);
  } catch (error) {
    if (!out.isOpen) throw error;
    logFailure(reply.log, error);
    await out.send(encoder?.fail?.(error) ?? toFrame(toErrorAnswer(error).body));
  }

  function warn(message: string) {
    if (warnings.has(message)) return undefined;
    warnings.add(message);
    return out.isOpen ? out.send(`: Assay-Warning: ${toHeaderText(message)}\n\n`) : undefined;
  }
}

type Take = (index: number, event: ChatEvent) => Promise<void> | undefined;

/** Once one chat fails the others are stopped, and nothing of them is taken any more. */
async function runChats({ part, requests, signal, meter, oneCall }: ChatJob, take: Take): Promise<void> {
  const failing = new AbortController();
  const ending = requests.length === 1 ? signal : anySignal(signal, failing.signal);
  const run = async (request: ChatRequest, index: number) => {
    const watch = meter();
    let hasCalled = false;
    let hasFinished = false;
    for await (const event of part.chat(request, { signal: ending })) {
      if (failing.signal.aborted) return;
      watch.see(event);
      hasFinished = event.type === "finish";
      if (event.type === "tool-call" || event.type === "tool-call-delta") {
        if (hasCalled && oneCall === true) continue;
        hasCalled = event.type === "tool-call";
      }
      const written = take(index, event);
      if (written !== undefined) await written;
    }
    if (!hasFinished) throw new Error(`${part.id} ended its answer without a finish`);
  };
  let failure: { readonly error: unknown } | undefined;
  await Promise.all(
    requests.map((request, index) =>
      run(request, index).catch((error: unknown) => {
        failure ??= { error };
        failing.abort();
      }),
    ),
  );
  if (failure !== undefined) throw failure.error;
}
