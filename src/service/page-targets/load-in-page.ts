import type { Recorder } from "../../bench/record-sample.ts";
import type { LoadedTarget } from "../../bench/run/loaded-targets.ts";
import type { ModelInfo } from "../../core/engine.ts";
import { AssayError, toErrorRecord } from "../../core/errors.ts";
import type { TargetPlan } from "../../core/run.ts";
import type { Sample } from "../../core/sample.ts";
import { createHostedChat } from "../../engines/hosted/link/chat.ts";
import type { ModelLink } from "../../engines/hosted/link/model-link.ts";
import type { LoadedParts } from "../../engines/hosted/link/protocol.ts";
import type { Clock } from "../../lib/clock.ts";
import type { PageLink } from "../page-bench/page-link.ts";

/** A question that was stopped and still computes after this long has its model ended. */
const BLOCKED_MS = 30_000;

interface LoadContext {
  readonly link: PageLink;
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
}

/** Loads a target in the page, which records its requests too. @throws AssayError */
export async function loadInPage(target: TargetPlan, { link, signal, clock }: LoadContext): Promise<LoadedTarget> {
  const { contextTokens, chatTemplate, templateVariables } = target;
  const settings = {
    ...(contextTokens !== undefined && { contextTokens }),
    ...(chatTemplate !== undefined && { chatTemplate }),
    ...(templateVariables !== undefined && { templateVariables }),
  };
  const { id: model, answer } = await link.ask({ type: "load", model: target.id, settings }, { signal });
  if (answer.type !== "loaded") throw unexpected(target);
  const way = linkTo(link, model);
  const record: Recorder = async (request) => {
    const intendedMs = request.intendedMs ?? clock.now();
    const { cell, timeLimitMs } = request;
    const asked = {
      type: "record",
      model,
      cell,
      request: request.request,
      ...(timeLimitMs !== undefined && { timeLimitMs }),
    } as const;
    try {
      const reply = await link.ask(asked, { signal: request.signal });
      if (reply.answer.type !== "recorded") throw unexpected(target);
      return moveTo(reply.answer.sample, intendedMs);
    } catch (error) {
      if (request.signal?.aborted || !(error instanceof AssayError)) throw error;
      return failedSample(request.cell, error, { intendedMs, endMs: clock.now() });
    }
  };
  return {
    info: { ...(answer.info as unknown as ModelInfo), page: answer.page },
    chat: createHostedChat(way, answer.chat as unknown as NonNullable<LoadedParts["chat"]>, {
      clock,
      blockedMs: BLOCKED_MS,
    }),
    record,
    [Symbol.asyncDispose]: () => way.unload(),
  };
}

/** The page's clock has an origin of its own: a request begins when it was given to the page, and all else stands as it was measured. */
function moveTo(sample: Sample, intendedMs: number): Sample {
  const shiftMs = intendedMs - sample.timeline.intendedMs;
  const moved = Object.fromEntries(Object.entries(sample.timeline).map(([point, ms]) => [point, Number(ms) + shiftMs]));
  return { ...sample, timeline: { ...sample.timeline, ...moved } };
}

function failedSample(
  cell: Parameters<Recorder>[0]["cell"],
  error: AssayError,
  { intendedMs, endMs }: { readonly intendedMs: number; readonly endMs: number },
): Sample {
  return {
    type: "sample",
    ...cell,
    status: "failed",
    error: toErrorRecord(error),
    timeline: { intendedMs, sentMs: intendedMs, endMs },
    deltas: { atMs: [], tokens: [], characters: [] },
    text: "",
    usage: {},
    warnings: [],
  };
}

/** The way to a model that the page has loaded. */
function linkTo(link: PageLink, model: number): ModelLink {
  const end = (reason: AssayError) => link.unload(model, reason);
  return {
    ask: (question, listener) => link.question(model, question, listener),
    request: (question) => new Promise((onDone, onFailed) => void link.question(model, question, { onDone, onFailed })),
    end,
    unload: async () => end(new AssayError({ code: "aborted", message: "The model has been unloaded." })),
  };
}

function unexpected({ id }: TargetPlan): AssayError {
  return new AssayError({ code: "internal", message: `The page answered something else than was asked of ${id}.` });
}
