import { pluralize } from "../lib/pluralize.ts";
import type { Choice, Divergence } from "./compare-answers.ts";
import type { PromptDifference } from "./compare-prompts.ts";
import type { Comparison } from "./comparison.ts";
import { BORDER_NOISE, LEAST_TOKENS, ROUNDING_NOISE, TIE_GAP } from "./judge.ts";
import type { PromptComparison } from "./prompt-comparison.ts";

/** The verdict on a runtime in a sentence. */
export function describeVerdict(comparison: Comparison): string {
  const { verdict, prompts, scores, identicalAnswers } = comparison;
  const shown = prompts.find(({ prompt }) => prompt === verdict.prompt);
  const at = shown?.answers.divergence?.token;
  switch (verdict.type) {
    case "failed":
      return "No answer.";
    case "template":
      return `${describeTemplate(shown?.rendering)}${besideTemplate[verdict.weights]}.`;
    case "weights":
      return `Different weights or quantisation: its scores of the same text differ by a noise of ${nats(scores?.noise)}, where rounding makes ${nats(ROUNDING_NOISE)} at most.`;
    case "same":
      return `Same: all ${pluralize(identicalAnswers, "answer")} ${identicalAnswers === 1 ? "is" : "are"} equal to the last character.`;
    case "near-tie":
      return `Same prompt, answers diverge at token ${at} by a near tie: rounding.`;
    case "diverges":
      return `Same prompt, answers diverge${at === undefined ? "" : ` at token ${at}`}${whyUnclear(shown?.answers.divergence)}.`;
    default:
      return verdict.type satisfies never;
  }
}

function describeTemplate(rendering: PromptDifference | undefined): string {
  if (rendering?.type === "tokens") return "Different tokens of the same prompt: the tokenizer differs here";
  if (rendering?.type === "length")
    return "Different prompt: by its length, the template or the tokenizer differs here";
  return "Different prompt: the template differs here";
}

const besideTemplate = {
  rounding: "; given the same text, it scores it alike",
  different: "; given the same text, it scores it as other weights or another quantisation would",
  unknown: "",
} as const satisfies Readonly<Record<Comparison["verdict"]["weights"], string>>;

/** The sentences behind a verdict: prompts, answers, weights. */
export function explainVerdict(comparison: Comparison): readonly string[] {
  const { verdict, prompts } = comparison;
  if (verdict.type === "failed") return [];
  return [describeRenderings(prompts), describeAnswers(comparison), describeWeights(comparison)];
}

/** The place where two renderings of a prompt begin to differ. */
export function describeRendering(rendering: PromptDifference): string {
  switch (rendering.type) {
    case "equal":
      return "the same tokens";
    case "equal-length":
      return "the same number of tokens; the text is not shown";
    case "unknown":
      return "not shown, and not counted";
    case "length":
      return `${pluralize(rendering.ourTokens, "token")} against ${rendering.theirTokens}; the text is not shown`;
    case "tokens":
      return `the same text, other tokens from number ${rendering.at + 1} on (${rendering.ours} against ${rendering.theirs})`;
    case "text":
      return `${pluralize(rendering.ourTokens, "token")} against ${rendering.theirTokens}, other text from character ${rendering.at + 1} on: ${quote(rendering.ours)} against ${quote(rendering.theirs)}`;
    default:
      return rendering satisfies never;
  }
}

/** One runtime's choice: `"L" (-1.85; of "The": -2.09)`. */
export function describeChoice({ token, logprob, ofOther }: Choice): string {
  const shown = token === "" ? "the end" : quote(token);
  if (logprob === undefined) return shown;
  const other =
    ofOther === undefined
      ? ""
      : "logprob" in ofOther
        ? `; the other's ${ofOther.logprob.toFixed(2)}`
        : `; the other's below ${ofOther.atMost.toFixed(2)}`;
  return `${shown} (${logprob.toFixed(2)}${other})`;
}

function describeRenderings(prompts: readonly PromptComparison[]): string {
  const types = new Set(prompts.map(({ rendering }) => rendering.type));
  const worst = (["text", "tokens", "length", "unknown", "equal-length"] as const).find((type) => types.has(type));
  if (worst === undefined) return "Prompts: the same tokens.";
  const alike = prompts.filter(({ rendering }) => rendering.type === worst);
  const [first] = alike;
  if (first === undefined) return "";
  const share = alike.length === prompts.length ? "" : ` (${alike.length} of ${prompts.length})`;
  return `Prompts${share}: ${describeRendering(first.rendering)}.`;
}

function describeAnswers({ prompts, identicalAnswers, meanCommonTokens }: Comparison): string {
  const common =
    meanCommonTokens === undefined ? "" : `; they begin with ${meanCommonTokens.toFixed(1)} common tokens on average`;
  return `Answers: ${identicalAnswers} of ${prompts.length} identical${common}.`;
}

function describeWeights({ scores, verdict }: Comparison): string {
  if (scores === undefined) return "Weights: no log-probabilities of both, so nothing can be said.";
  const figures = `${pluralize(scores.tokens, "token")} scored, noise ${nats(scores.noise)}, divergence ${nats(scores.divergence)}, log-probabilities ${nats(scores.meanDifference)} apart, the same likeliest token in ${(scores.sameLikeliest * 100).toFixed(0)} %`;
  const words = {
    unknown: `fewer than ${LEAST_TOKENS} tokens decide nothing`,
    rounding: `no more noise than rounding makes (${nats(ROUNDING_NOISE)})`,
    different: `more noise than rounding makes (${nats(ROUNDING_NOISE)})`,
  };
  const isNear = scores.noise > BORDER_NOISE.low && scores.noise < BORDER_NOISE.high && verdict.weights !== "unknown";
  const border = isNear ? ", though near the border, where strong rounding and a slight quantisation look alike" : "";
  return `Weights: ${figures}; ${words[verdict.weights]}${border}.`;
}

function whyUnclear(divergence: Divergence | undefined): string {
  const gap = divergence?.gap;
  if (gap === undefined) return "; how nearly, no log-probabilities tell";
  return ` by a gap of ${nats(gap)}, more than a near tie (${nats(TIE_GAP)})`;
}

function nats(value = 0): string {
  return value >= 0.1 ? value.toFixed(2) : value >= 0.00005 ? value.toPrecision(2) : "0";
}

function quote(text: string): string {
  return JSON.stringify(text);
}
