import type { ChatEvent } from "../core/chat-event.ts";
import type { ChatModel, ChatRequest } from "../core/chat-model.ts";
import type { Route, RouterDefinition } from "../core/pipeline.ts";
import { createPipelineModel, type PipelineOptions } from "./create-pipeline-model.ts";
import { findTopic } from "./find-topic.ts";
import { notice, runShown, type StepContext } from "./run-step.ts";

/** Routes by the names of their models. */
export type RouterSettings = Omit<RouterDefinition, "kind">;

/**
 * Composes models of which each request goes to one: the first whose route fits it.
 *
 * Where that one fails before it said anything, the model for all other requests answers, and a warning says so.
 * @param parts by the names of the routes
 * @throws AssayError as the last model that could answer does
 */
export function router(
  parts: ReadonlyMap<string, ChatModel>,
  settings: RouterSettings,
  options: PipelineOptions,
): ChatModel {
  return createPipelineModel([...parts.values()], { ...options, canWhat: "any" }, (request, context) =>
    answer(parts, { settings, request, context }),
  );
}

interface Asked {
  readonly settings: RouterSettings;
  readonly request: ChatRequest;
  readonly context: StepContext;
}

async function* answer(
  parts: ReadonlyMap<string, ChatModel>,
  { settings, request, context }: Asked,
): AsyncGenerator<ChatEvent> {
  const { model: chosen, because } = chooseRoute(request, settings);
  const fallback = partOf(parts, settings.otherwise);
  const model = partOf(parts, chosen);
  const answered = yield* runShown({ name: "answer", model, request, because }, context);
  if (answered.type === "answered") {
    yield answered.finish;
    return;
  }
  if (answered.hasContent || model === fallback) throw answered.error;
  const message = `${model.id} could not answer, so ${fallback.id} does: ${answered.error.message}`;
  yield notice(message);
  const other = yield* runShown({ name: "fallback", model: fallback, request, because: `${model.id} failed` }, context);
  if (other.type === "failed") throw other.error;
  yield other.finish;
}

/** The model that a request goes to, with the reason as a clause. */
export function chooseRoute(request: ChatRequest, { routes, otherwise }: RouterSettings) {
  for (const route of routes) {
    const reasons = fit(request, route);
    if (reasons !== undefined) return { model: route.model, because: reasons.join(" and ") };
  }
  return { model: otherwise, because: "no route fits the request" };
}

/** Why a route fits, clause by clause; absent when something that it states does not hold. */
function fit(request: ChatRequest, { tasks, topics, needs, longerThan }: Route): readonly string[] | undefined {
  const reasons: string[] = [];
  if (tasks !== undefined) {
    const { task } = request.metadata ?? {};
    if (task === undefined || !tasks.includes(task)) return undefined;
    reasons.push(`its task is ${task}`);
  }
  if (topics !== undefined) {
    const last = request.messages.findLast(({ role }) => role === "user");
    const topic = findTopic(last?.content ?? "", topics);
    if (topic === undefined) return undefined;
    reasons.push(`it is about ${topic}`);
  }
  for (const need of needs ?? []) {
    const format = request.responseFormat?.type ?? "text";
    const has = need === "tools" ? (request.tools ?? []).length > 0 : format.startsWith("json");
    if (!has) return undefined;
    reasons.push(need === "tools" ? "it brings tools" : "it asks for JSON");
  }
  if (longerThan !== undefined) {
    const characters = request.messages.reduce((sum, { content }) => sum + content.length, 0);
    if (characters <= longerThan) return undefined;
    reasons.push(`it has ${characters} characters, more than ${longerThan}`);
  }
  return reasons;
}

function partOf(parts: ReadonlyMap<string, ChatModel>, name: string): ChatModel {
  const part = parts.get(name);
  if (part === undefined) throw new Error(`The pipeline has no model named ${name}`);
  return part;
}
