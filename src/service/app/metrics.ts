import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { ChatEvent } from "../../core/chat-event.ts";
import type { PipelineStep } from "../../core/pipeline-step.ts";
import type { Usage } from "../../core/usage.ts";
import type { Clock } from "../../lib/clock.ts";
import type { ServedModel } from "../../workbench/model-host/model-host.ts";
import type { App, AppContext } from "./app-context.ts";
import { createEscalationWatch } from "./watch-escalation.ts";

/** Counters of the service's own work. No label holds anything that a client made up. */
export interface ServiceMetrics {
  /** Begins to watch one answer of a model that was found. */
  beginAnswer(model: Pick<ServedModel, "servedName" | "resolved">): AnswerMeter;
  countTokens(model: string, usage: Usage): void;
}

export interface AnswerMeter {
  /** Looks at one event of the answer. */
  see(event: ChatEvent): void;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

/** Names of models come from lists that people write; should one grow without end, the rest share a label. */
const MOST_MODELS = 200;

/** Counts requests of all routes that are added later, and adds `GET /metrics`. */
export function addMetrics(app: App, { host, clock }: AppContext): ServiceMetrics {
  const registry = new Registry();
  countRequests(app, registry, clock);
  addPoolGauges(registry, host);
  addMetricsRoute(app, registry);
  return measureAnswers(registry, clock, (message) => app.log.warn(message));
}

function countRequests(app: App, registry: Registry, clock: Clock): void {
  const registers = [registry];
  const requests = new Counter({
    name: "assay_http_requests_total",
    help: "Requests by route and status; 499: the client went away.",
    labelNames: ["route", "status"],
    registers,
  });
  const durations = new Histogram({
    name: "assay_http_request_duration_seconds",
    help: "From a request's headers to the end of its answer.",
    labelNames: ["route"],
    buckets: SECONDS,
    registers,
  });
  app.addHook("onRequest", async (request, reply) => {
    const startedMs = clock.now();
    reply.raw.once("close", () => {
      const route = request.routeOptions.url ?? "unknown";
      requests.inc({ route, status: reply.raw.writableFinished ? reply.raw.statusCode : 499 });
      durations.observe({ route }, (clock.now() - startedMs) / 1000);
    });
  });
}

function measureAnswers(registry: Registry, clock: Clock, warn: (message: string) => void): ServiceMetrics {
  const labelOf = createModelLabels();
  const { firstTokens, answers } = createAnswerTimes(registry);
  const countTokens = createTokenCounters(registry);
  const countStep = createStepCounter(registry);
  const escalation = createEscalationWatch();
  const count = (model: string, usage: Usage) => countTokens(labelOf(model), usage);
  return {
    countTokens: count,
    beginAnswer({ servedName: model, resolved }) {
      const promisedRate = promisedRateOf(resolved);
      const startedMs = clock.now();
      const secondsSince = () => (clock.now() - startedMs) / 1000;
      let began = false;
      return {
        see(event) {
          if (event.type === "step") {
            countStep(labelOf(model), event.step);
            const said = escalation.see(model, event.step, promisedRate);
            if (said !== undefined) warn(said);
            return;
          }
          if (!began && event.type !== "start" && event.type !== "warning" && event.type !== "finish") {
            began = true;
            firstTokens.observe(labelOf(model), secondsSince());
          }
          if (event.type !== "finish") return;
          answers.observe(labelOf(model), secondsSince());
          count(model, event.usage);
        },
      };
    },
  };
}

function createAnswerTimes(registry: Registry) {
  const perModel = { labelNames: ["model"] as const, buckets: SECONDS, registers: [registry] };
  const firstTokens = new Histogram({
    name: "assay_time_to_first_token_seconds",
    help: "From the model's being ready for the request to the first text, reasoning or tool call.",
    ...perModel,
  });
  const answers = new Histogram({
    name: "assay_answer_duration_seconds",
    help: "From the model's being ready for the request to the end of the answer.",
    ...perModel,
  });
  return { firstTokens, answers };
}

function createTokenCounters(registry: Registry): (label: ModelLabel, usage: Usage) => void {
  const counter = (name: string, help: string) =>
    new Counter({ name, help, labelNames: ["model"], registers: [registry] });
  const prompt = counter("assay_prompt_tokens_total", "Tokens of prompts.");
  const cached = counter("assay_cached_prompt_tokens_total", "Tokens of prompts that were not computed again.");
  const completion = counter("assay_completion_tokens_total", "Tokens generated.");
  return (label, usage) => {
    prompt.inc(label, usage.promptTokens ?? 0);
    cached.inc(label, usage.cachedPromptTokens ?? 0);
    completion.inc(label, usage.completionTokens ?? 0);
  };
}

function createStepCounter(registry: Registry): (label: ModelLabel, step: PipelineStep) => void {
  const steps = new Counter({
    name: "assay_pipeline_steps_total",
    help: "Steps of pipelines by name and end: the share of a cascade's large steps that finished is its rate of escalation.",
    labelNames: ["model", "step", "state"],
    registers: [registry],
  });
  return ({ model }, { name, state }) => {
    if (state !== "started") steps.inc({ model, step: name, state });
  };
}

function promisedRateOf(model: ServedModel["resolved"]): number | undefined {
  if (model?.source.type !== "pipeline" || model.source.definition.kind !== "cascade") return undefined;
  return model.source.definition.promisedRate;
}

interface ModelLabel {
  readonly model: string;
}

function createModelLabels(): (model: string) => ModelLabel {
  const models = new Set<string>();
  return (model) => {
    if (models.size < MOST_MODELS) models.add(model);
    return { model: models.has(model) ? model : "other" };
  };
}

function addMetricsRoute(app: App, registry: Registry): void {
  let hasProcess = false;
  const schema = { summary: "What the service counts of its work, for Prometheus", tags: ["service"] };
  void app.register(async (routes) => {
    routes.get("/metrics", { schema, config: { access: "management" } }, async (_request, reply) => {
      // The process's own figures need an event loop monitor, which nobody pays for who never asks.
      if (!hasProcess) collectDefaultMetrics({ register: registry });
      hasProcess = true;
      return reply.header("content-type", registry.contentType).send(await registry.metrics());
    });
  });
}

function addPoolGauges(registry: Registry, { pool }: AppContext["host"]): void {
  const gauge = (name: string, help: string, collect: (set: (model: string, value: number) => void) => void) =>
    new Gauge({
      name,
      help,
      labelNames: ["model"],
      registers: [registry],
      collect() {
        this.reset();
        collect((model, value) => this.set({ model }, value));
      },
    });
  gauge("assay_model_loaded", "1 for each model that is loaded, 0 for one on its way.", (set) => {
    for (const { name, state } of pool.list()) set(name, state === "ready" ? 1 : 0);
  });
  gauge("assay_model_active_requests", "Requests that a model is answering.", (set) => {
    for (const { name, active } of pool.list()) set(name, active);
  });
  gauge("assay_model_waiting_requests", "Requests that wait for a place in a model's queue.", (set) => {
    for (const { name, waiting } of pool.list()) set(name, waiting);
  });
}
