import type { ChatEvent } from "../core/chat-event.ts";
import type { ChatModel, ChatRequest } from "../core/chat-model.ts";
import type { DraftRefineDefinition, DraftRule } from "../core/pipeline.ts";
import { pluralize } from "../lib/pluralize.ts";
import { createPipelineModel, type PipelineOptions } from "./create-pipeline-model.ts";
import { findTopic } from "./find-topic.ts";
import { notice, runHidden, runShown, type StepAnswer, type StepContext, showKept, toEvent } from "./run-step.ts";
import { withInstruction, withSettings } from "./step-request.ts";

export type DraftRefineSettings = Omit<DraftRefineDefinition, "kind" | "draft" | "refine">;

const REFINE = "Improve the clarity of your answer and keep its facts. Reply with the improved answer alone.";

/**
 * Composes a small model that drafts and a larger one that refines the draft where the rule asks for it.
 *
 * A draft that cannot be had is answered by the larger model; where refining fails, the draft is the answer. Both say so in a
 * warning and a failed step.
 * @throws AssayError as the last model that could answer does
 */
export function draftRefine(
  parts: { readonly draft: ChatModel; readonly refine: ChatModel },
  settings: DraftRefineSettings,
  options: PipelineOptions,
): ChatModel {
  return createPipelineModel([parts.draft, parts.refine], options, (request, context) =>
    answer(parts, { settings, request, context }),
  );
}

interface Asked {
  readonly settings: DraftRefineSettings;
  readonly request: ChatRequest;
  readonly context: StepContext;
}

async function* answer(
  parts: { readonly draft: ChatModel; readonly refine: ChatModel },
  { settings, request, context }: Asked,
): AsyncGenerator<ChatEvent> {
  const { when, draftStep, refineStep } = settings;
  const messages = withInstruction(request.messages, draftStep?.instruction);
  const call = { name: "draft", model: parts.draft, request: withSettings({ ...request, messages }, draftStep) };
  const before = judgeRequest(request, when);
  const drafted = yield* before === "never" ? runShown(call, context) : runHidden(call, context);
  if (drafted.type === "failed") {
    if (drafted.hasContent) throw drafted.error;
    yield notice(`${parts.draft.id} could not draft, so ${parts.refine.id} answers alone: ${drafted.error.message}`);
    const whole = yield* runShown({ name: "answer", model: parts.refine, request }, context);
    if (whole.type === "failed") throw whole.error;
    yield whole.finish;
    return;
  }
  const because = before === "open" || before === "never" ? judgeDraft(drafted.text, when) : before.because;
  if (drafted.finish.reason === "aborted" || because === undefined) {
    if (because === undefined)
      yield toEvent({ name: "refine", model: parts.refine.id, state: "skipped", because: whyNot(drafted.text, when) });
    if (before === "never") yield drafted.finish;
    else yield* showKept(drafted, context);
    return;
  }
  yield* refine(drafted, { name: "refine", model: parts.refine, request: toRefineRequest(), because }, context);

  function toRefineRequest(): ChatRequest {
    const asked = [
      ...request.messages,
      { role: "assistant", content: drafted.type === "answered" ? drafted.text : "" } as const,
      { role: "user", content: refineStep?.instruction ?? REFINE } as const,
    ];
    return withSettings({ ...request, messages: asked }, refineStep);
  }
}

async function* refine(
  drafted: StepAnswer,
  call: Parameters<typeof runShown>[0],
  context: StepContext,
): AsyncGenerator<ChatEvent> {
  const refined = yield* runShown(call, context);
  if (refined.type === "answered") {
    yield refined.finish;
    return;
  }
  if (refined.hasContent) throw refined.error;
  yield notice(`${call.model.id} could not refine the draft, which is shown as it is: ${refined.error.message}`);
  yield* showKept(drafted, context);
}

/** `never`: whatever the draft says, it is the answer; `open`: the draft decides. */
function judgeRequest(request: ChatRequest, when: DraftRule | undefined): "open" | "never" | { because: string } {
  if (when === undefined) return { because: "every draft is refined" };
  const { priority } = request.metadata ?? {};
  if (priority !== undefined && when.priority?.includes(priority) === true)
    return { because: `the request has the priority ${priority}` };
  const asked = request.messages.filter(({ role }) => role === "user").map(({ content }) => content);
  const topic = findTopic(asked.join("\n"), when.topics ?? []);
  if (topic !== undefined) return { because: `the request is about ${topic}` };
  return when.longerThan === undefined && (when.topics ?? []).length === 0 ? "never" : "open";
}

/** Why a draft is to be refined, a clause; absent when it is final. */
function judgeDraft(draft: string, when: DraftRule = {}): string | undefined {
  const { longerThan = Number.POSITIVE_INFINITY, topics = [] } = when;
  if (draft.length > longerThan) return `the draft has ${draft.length} characters, more than ${longerThan}`;
  const topic = findTopic(draft, topics);
  return topic === undefined ? undefined : `the draft is about ${topic}`;
}

function whyNot(draft: string, { longerThan, topics, priority }: DraftRule = {}): string {
  return [
    longerThan === undefined ? undefined : `the draft has ${pluralize(draft.length, "character")}, of ${longerThan}`,
    topics === undefined ? undefined : "no topic of the rule occurs",
    priority === undefined ? undefined : "the request has no priority of the rule",
  ]
    .filter((reason) => reason !== undefined)
    .join("; ");
}
