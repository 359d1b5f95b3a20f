import type { RequestMetric } from "../../core/metric.ts";

/** As the model's own vocabulary has them: counts of models with other vocabularies cannot be compared. */
const inputTokens = {
  type: "request",
  id: "input-tokens",
  label: "tokens of the prompt",
  heading: "Prompt tokens",
  description: "Tokens of the prompt, its chat template included.",
  unit: "tokens",
  better: "lower",
  formula: "as the engine or the server counts them",
  source: "the usage of the answer; who counted is stored with each sample",
  values: ({ usage: { promptTokens } }) => (promptTokens === undefined ? [] : [promptTokens]),
} as const satisfies RequestMetric;

const outputTokens = {
  type: "request",
  id: "output-tokens",
  label: "tokens of the answer",
  heading: "Answer tokens",
  description: "Tokens of the answer, reasoning included.",
  unit: "tokens",
  better: "lower",
  formula: "as the engine or the server counts them",
  source: "the usage of the answer; who counted is stored with each sample",
  values: ({ usage: { completionTokens } }) => (completionTokens === undefined ? [] : [completionTokens]),
} as const satisfies RequestMetric;

/** How long prompts and answers are. */
export const TOKENS = [inputTokens, outputTokens] as const;
