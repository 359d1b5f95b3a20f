import type { HostedPrice } from "../core/rates.ts";

const SOURCE = "pydantic/genai-prices at 47df840";
const BOTH = `${SOURCE}, the same in simonw/llm-prices at 723ef0b`;

/**
 * A few hosted models to compare with, for who has no table of their own. In USD per million tokens, each as of the day on which
 * the source checked it at the provider. They age: the product says so, and a project's prices.json stands in front.
 */
export const BUILT_IN_PRICES: readonly HostedPrice[] = [
  hosted("openai/gpt-4o-mini", [0.15, 0.075, 0.6], "2025-07-04", BOTH),
  hosted("openai/gpt-4.1-nano", [0.1, 0.025, 0.4], "2025-07-04", BOTH),
  hosted("openai/gpt-4.1-mini", [0.4, 0.1, 1.6], "2025-07-04", BOTH),
  hosted("openai/gpt-5-nano", [0.05, 0.005, 0.4], "2025-11-13", BOTH),
  hosted("openai/gpt-5-mini", [0.25, 0.025, 2], "2025-11-13", BOTH),
  hosted("openai/gpt-5", [1.25, 0.125, 10], "2025-11-13", BOTH),
  hosted("anthropic/claude-haiku-4-5", [1, 0.1, 5], "2026-07-29", SOURCE),
  hosted("google/gemini-2.5-flash-lite", [0.1, 0.01, 0.4], "2025-10-31", BOTH),
  hosted("google/gemini-2.5-flash", [0.3, 0.03, 2.5], "2025-10-31", BOTH),
  hosted("mistral/mistral-small-latest", [0.1, undefined, 0.3], "2025-07-04", BOTH),
  hosted("groq/llama-3.1-8b-instant", [0.05, undefined, 0.08], "2025-08-12", SOURCE),
];

function hosted(
  name: string,
  [inputPerMillion, cachedInputPerMillion, outputPerMillion]: readonly [number, number | undefined, number],
  date: string,
  source: string,
): HostedPrice {
  const slash = name.indexOf("/");
  return {
    provider: name.slice(0, slash),
    model: name.slice(slash + 1),
    currency: "USD",
    inputPerMillion,
    ...(cachedInputPerMillion !== undefined && { cachedInputPerMillion }),
    outputPerMillion,
    date,
    source,
  };
}
