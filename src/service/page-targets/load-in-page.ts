import type { Recorder } from "../../bench/record-sample.ts";
import type { LoadedTarget } from "../../bench/run/loaded-targets.ts";
import type { ChatCapabilities, ChatModel } from "../../core/chat-model.ts";
import type { ModelInfo } from "../../core/engine.ts";
import { AssayError, toErrorRecord } from "../../core/errors.ts";
import type { TargetPlan } from "../../core/run.ts";
import type { Sample } from "../../core/sample.ts";
import type { Clock } from "../../lib/clock.ts";
import type { PageLink } from "../page-bench/page-link.ts";

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
    chat: elsewhere(target.id, answer.capabilities as unknown as ChatCapabilities),
    record,
    async [Symbol.asyncDispose]() {
      link.tell({ type: "unload", model });
    },
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

/** A model that answers in the page alone. */
function elsewhere(id: string, capabilities: ChatCapabilities): ChatModel {
  return {
    id,
    capabilities,
    // biome-ignore lint/correctness/useYield: it never answers here
    async *chat() {
      throw new AssayError({ code: "unsupported", message: `${id} answers in its page only.` });
    },
    async [Symbol.asyncDispose]() {},
  };
}

function unexpected({ id }: TargetPlan): AssayError {
  return new AssayError({ code: "internal", message: `The page answered something else than was asked of ${id}.` });
}
