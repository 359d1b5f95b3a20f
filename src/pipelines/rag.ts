import type { ChatEvent, FinishEvent } from "../core/chat-event.ts";
import type { ChatMessage, ChatModel, ChatRequest } from "../core/chat-model.ts";
import type { RagDefinition } from "../core/pipeline.ts";
import type { RetrievedPassage, Retriever } from "../core/retriever.ts";
import { escalate } from "./cascade.ts";
import { type CitationFilter, createCitationFilter } from "./citations/filter-citations.ts";
import { createPipelineModel, type PipelineOptions } from "./create-pipeline-model.ts";
import { runShown, type StepContext, toEvent } from "./run-step.ts";
import { withInstruction } from "./step-request.ts";

export type RagSettings = Omit<RagDefinition, "kind" | "model" | "documents" | "fallback">;

export interface RagParts {
  readonly model: ChatModel;
  readonly fallback?: ChatModel | undefined;
  readonly documents: Retriever;
}

const PASSAGES = 4;

const NOT_FOUND = "Not in the documents.";

/** Short, since small models answer a long instruction instead of the question. */
const INSTRUCTION = `Answer using only the numbered passages, and cite them, such as [1]. If they do not say, reply: ${NOT_FOUND}`;

/**
 * Composes a model and documents: the passages that fit the question best are put in front of it, and the answer cites them.
 *
 * Where nothing fits, no model is asked. A citation that does not support its sentence is taken out and counted. With a
 * fallback, a larger model answers from the same passages where a signal asks for it.
 */
export function rag(parts: RagParts, settings: RagSettings, options: PipelineOptions): ChatModel {
  const models = [parts.model, ...(parts.fallback === undefined ? [] : [parts.fallback])];
  return createPipelineModel(models, options, (request, context) => answer(parts, { settings, request, context }));
}

interface Asked {
  readonly settings: RagSettings;
  readonly request: ChatRequest;
  readonly context: StepContext;
}

async function* answer(parts: RagParts, { settings, request, context }: Asked): AsyncGenerator<ChatEvent> {
  const { clock, options } = context;
  const startedMs = clock.now();
  const question = request.messages.findLast(({ role }) => role === "user")?.content ?? "";
  const limit = settings.passages ?? PASSAGES;
  const passages = await parts.documents.retrieve(question, { limit, signal: options.signal });
  yield toEvent({ name: "retrieve", model: "documents", state: "finished", ms: clock.now() - startedMs, passages });
  if (passages.length === 0) {
    yield { type: "text-delta", text: NOT_FOUND };
    yield { type: "finish", reason: "stop", usage: {} };
    return;
  }
  const filter = createCitationFilter(passages);
  const grounded = ground(request, passages, settings.instruction);
  yield* filterEvents(ask(parts, { settings, request: grounded, context }), filter);
}

/** The model's answer, or that of the fallback where a signal asks for it. */
async function* ask({ model, fallback }: RagParts, { settings, request, context }: Asked): AsyncGenerator<ChatEvent> {
  const { when = [] } = settings;
  if (fallback !== undefined)
    return yield* escalate({ small: model, large: fallback, when, request, names: ["answer", "fallback"] }, context);
  const answered = yield* runShown({ name: "answer", model, request }, context);
  if (answered.type === "failed") throw answered.error;
  yield answered.finish;
}

/** Takes unsupported citations out of an answer, and tells which passages it cites before it ends. */
async function* filterEvents(events: AsyncIterable<ChatEvent>, filter: CitationFilter): AsyncGenerator<ChatEvent> {
  for await (const event of events) {
    if (event.type === "finish") {
      yield* endAnswer(event, filter);
      return;
    }
    if (event.type !== "text-delta") {
      yield event;
      continue;
    }
    const text = filter.push(event.text);
    const { logprobs: _, ...delta } = event;
    if (text !== "") yield { ...delta, text };
  }
}

function* endAnswer(finish: FinishEvent, filter: CitationFilter): Generator<ChatEvent> {
  const rest = filter.end();
  if (rest !== "") yield { type: "text-delta", text: rest };
  const { kept, dropped } = filter;
  yield toEvent({ name: "citations", model: "documents", state: "finished", citations: { kept: [...kept], dropped } });
  yield finish;
}

/** The question with the passages in front of it. Each stands between marks that it does not hold itself. */
function ground(
  request: ChatRequest,
  passages: readonly RetrievedPassage[],
  instruction: string | undefined,
): ChatRequest {
  const last = request.messages.findLastIndex(({ role }) => role === "user");
  const messages = request.messages.map(
    (message, index): ChatMessage =>
      index === last
        ? {
            ...message,
            content: `Passages, quoted from documents:\n\n${quote(passages)}\n\nQuestion: ${message.content}`,
          }
        : message,
  );
  return { ...request, messages: withInstruction(messages, instruction ?? INSTRUCTION) };
}

function quote(passages: readonly RetrievedPassage[]): string {
  const texts = passages.map(({ text }) => text).join("\n");
  let fence = '"""';
  while (texts.includes(fence)) fence += '"';
  return passages
    .map(({ document, headings, page, text }, index) => {
      const place = [document, ...headings, ...(page === undefined ? [] : [`page ${page}`])].join(" > ");
      return `[${index + 1}] ${place}\n${fence}\n${text}\n${fence}`;
    })
    .join("\n\n");
}
